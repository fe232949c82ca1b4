/** The schemas of single options. Their messages tell which values are allowed. */
import * as v from 'valibot';
import { parseDuration, parseSize } from '../duration.js';
import { show, wrong } from './show.js';
import { suggest, suggestDuration, suggestSize } from './suggest.js';

type Hint = (given: unknown) => string | undefined;

/** A required value that satisfies `ok`. */
export const required = (ok: (value: unknown) => boolean, allowed: string, hint?: Hint) =>
  v.custom(ok, ({ input }) => wrong(input, allowed, hint?.(input)));

/** An optional value that satisfies `ok`. */
export const field = (ok: (value: unknown) => boolean, allowed: string, hint?: Hint): v.GenericSchema =>
  v.optional(required(ok, allowed, hint));

const DURATION = `a number of seconds, or a string such as '60s', '15m', '1h', '7d'`;
const SIZE = `a number of bytes, or a string such as '500kB', '50MB', '1GB'`;

const measured = (parse: (given: number | string) => number) => (value: unknown) => {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  try {
    return parse(value);
  } catch {
    return undefined;
  }
};

/** The seconds of a duration that can be read, or undefined. */
export const secondsOf = measured(parseDuration);
/** The bytes of a size that can be read, or undefined. */
export const bytesOf = measured(parseSize);

const isDuration = (value: unknown): boolean => secondsOf(value) !== undefined;
const isPositive = (value: unknown): boolean => (secondsOf(value) ?? 0) > 0;
const isSize = (value: unknown): boolean => (bytesOf(value) ?? 0) > 0;

/** A suggested spelling, if it is valid. */
const respelt = (suggestion: string | undefined, ok: (value: unknown) => boolean): string | undefined =>
  suggestion !== undefined && ok(suggestion) ? show(suggestion) : undefined;

export const duration = field(isDuration, DURATION, (given) => respelt(suggestDuration(given), isDuration));

/** A duration greater than zero. */
export const positiveDuration = field(isPositive, `${DURATION}, greater than 0`, (given) =>
  respelt(suggestDuration(given), isPositive),
);

/** One day. Timers overflow at 25 days, and browsers stop a worker within minutes. */
const MAX_TIMEOUT_SECONDS = 86_400;
const isTimeout = (value: unknown): boolean =>
  isPositive(value) && (secondsOf(value) ?? 0) <= MAX_TIMEOUT_SECONDS;

/** A duration that a request waits. */
export const timeout = field(isTimeout, `${DURATION}, greater than 0 and at most '1d'`, (given) =>
  respelt(suggestDuration(given), isTimeout),
);

export const size = field(isSize, `${SIZE}, greater than 0`, (given) => respelt(suggestSize(given), isSize));

/** `revalidate`: a duration, `false` or `'origin'`. */
export const lifetime = field(
  (value) => value === false || value === 'origin' || isDuration(value),
  `${DURATION}; false; 0; 'origin'`,
  (given) => respelt(suggestDuration(given), isDuration) ?? nearest(given, [false, 'origin']),
);

export const count = field(
  (value) => Number.isInteger(value) && Number(value) >= 1,
  'a whole number from 1',
  (given) => (typeof given === 'string' && /^[1-9]\d*$/.test(given) ? given : undefined),
);

function nearest(given: unknown, values: readonly unknown[]): string | undefined {
  if (typeof given !== 'string') return undefined;
  const near = suggest(given, values.map(String));
  const value = values.find((one) => String(one) === near);
  return near === undefined ? undefined : show(value);
}

/** One of the given values. */
export const oneOf = (...values: readonly unknown[]): v.GenericSchema =>
  field(
    (value) => values.includes(value),
    values.map(show).join(', '),
    (given) => nearest(given, values),
  );

export const flag = oneOf(true, false);

export const func = field((value) => typeof value === 'function', 'a function');

const hasControls = (text: string): boolean => /\p{Cc}/u.test(text);
const isName = (value: unknown): boolean =>
  typeof value === 'string' && value.trim() !== '' && !hasControls(value);

const NAME = 'text that is not empty and has no line breaks or control characters';
export const name = field(isName, NAME, (given) =>
  typeof given === 'string' && isName(given.trim()) ? show(given.trim()) : undefined,
);

/** A path of this site. In a URL `\` counts as `/`, and two of them at the start name another host. */
const isPath = (value: unknown): value is string =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) && !hasControls(value);

/** A shell or an offline page: a path of this site, or HTML. */
export const page = field(
  (value) => isPath(value) || (typeof value === 'string' && value.includes('<')),
  "a path of this site that begins with '/', or a string of HTML",
  (given) => (typeof given === 'string' && /^\w[\w/.-]*$/.test(given) ? show(`/${given}`) : undefined),
);

export const listOf = (item: v.GenericSchema, allowed: string): v.GenericSchema =>
  v.optional(v.lazy((value) => (Array.isArray(value) ? v.array(item) : required(() => false, allowed))));

const names = (allowed: string) => listOf(required(isName, NAME), allowed);

export const queryNames = names("an array of query parameter names, such as ['page']");
const PATH = "a path of this site that begins with '/'";
export const sitePath = field(isPath, PATH);
export const pathList = listOf(
  required(isPath, PATH),
  "an array of paths, such as ['/', '/about'], a function that returns one, or { sitemap: '/sitemap.xml' }",
);

const files = listOf(
  required(isPath, PATH),
  "an array of paths, such as ['/assets/settings-3f9a.js'], or a function that returns one",
);
/** Files of the build, or a function that lists them. */
export const fileList: v.GenericSchema = v.optional(
  v.lazy((value) => (typeof value === 'function' ? v.any() : files)),
);

const tagList = names("an array of tags, such as ['products'], or a function that returns one");
export const tags: v.GenericSchema = v.optional(
  v.lazy((value) => (typeof value === 'function' ? v.any() : tagList)),
);
