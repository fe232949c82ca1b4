/** The `match` of a route, and other patterns. */
import * as v from 'valibot';
import { field, listOf, required } from './fields.js';
import { isPattern, unreadableGroup } from './patterns/pattern.js';
import { isOptions, section } from './section.js';
import { show } from './show.js';

const MATCH = "a pathname such as '/products/:id', { pathname, search }, a RegExp or a function";
const PATHNAME = "a URLPattern pathname that begins with '/', such as '/products/:id'";

const SYNTAX = 'https://developer.mozilla.org/docs/Web/API/URL_Pattern_API#pattern_syntax';

const slashed = (given: unknown): string | undefined =>
  typeof given === 'string' && /^[\w:*]/.test(given) && !given.includes('://')
    ? show(`/${given}`)
    : undefined;

const compiles = (component: 'pathname' | 'search') =>
  v.rawCheck<unknown>(({ dataset: { value }, addIssue }) => {
    if (typeof value !== 'string' || (component === 'pathname' && !value.startsWith('/'))) return;
    const group = unreadableGroup(value);
    if (group) {
      const why = `browsers reject its group ${show(group)}, because they compile it with the RegExp flag v`;
      addIssue({ message: `got ${show(value)}; ${why}. Write a backslash before - and / within [ ].` });
    } else if (!isPattern({ [component]: value })) {
      addIssue({
        message: `got ${show(value)}, which is not a valid URLPattern ${component}; see ${SYNTAX}.`,
      });
    }
  });

const pathname = v.pipe(
  required((value) => typeof value === 'string' && value.startsWith('/'), PATHNAME, slashed),
  compiles('pathname'),
);

export const pathPatterns = listOf(
  pathname,
  "an array of URLPattern pathnames, such as ['/graphql', '/telemetry/*']",
);

const init = section(
  {
    pathname: v.optional(pathname),
    search: v.optional(
      v.pipe(
        required((value) => typeof value === 'string', "a URLPattern search, such as 'page=:page'"),
        compiles('search'),
      ),
    ),
  },
  MATCH,
  (options, report) => {
    if (Object.keys(options).length === 0) report([], `got an empty object; allowed: ${MATCH}.`);
  },
);

/** With `g` or `y` a RegExp remembers where it stopped, and matches only every other time. */
const isStateless = (value: unknown): boolean => value instanceof RegExp && !value.global && !value.sticky;
const REGEXP = 'a RegExp without the flags g and y';

export const regExp = field(isStateless, REGEXP);

export const match = v.lazy((value): v.GenericSchema => {
  if (typeof value === 'function') return v.any();
  if (typeof value === 'string') return pathname;
  if (value instanceof RegExp) return required(isStateless, REGEXP);
  return isOptions(value) ? init : required(() => false, MATCH);
});
