/** Which answers are used again, by their headers and their status. */
import { control, FRESH, inSeconds, OLD, repeated, STALE, type Fields } from './case.js';

/** RFC 9111 §4.2 and §5.2.2. */
const LIFETIMES: readonly [name: string, headers: Fields, isReused: boolean][] = [
  ['max-age', FRESH, true],
  ['max-age, in capitals', control('MAX-AGE=600'), true],
  ['max-age=0', control('max-age=0'), false],
  ['max-age, of which Age leaves something', { ...FRESH, Age: '100' }, true],
  ['max-age, of which Age leaves nothing', STALE, false],
  ['an Expires in the future', { Expires: inSeconds(600) }, true],
  ['an Expires in the past', { Expires: inSeconds(-600) }, false],
  ['an Expires that is the Date', { Date: inSeconds(0), Expires: inSeconds(0) }, false],
  ['an Expires that is no date', { Expires: '0' }, false],
  ['max-age, and an Expires in the past', { ...FRESH, Expires: inSeconds(-600) }, true],
  ['max-age=0, and an Expires in the future', { ...control('max-age=0'), Expires: inSeconds(600) }, false],
  ['max-age=0, and s-maxage for shared caches', control('max-age=0, s-maxage=600'), false],
  ['private', control('private, max-age=600'), true],
  ['must-revalidate, while it is fresh', control('max-age=600, must-revalidate'), true],
  ['no-cache', control('max-age=600, no-cache'), false],
  ['Pragma: no-cache, as in browsers', { ...FRESH, Pragma: 'no-cache' }, false],
  ['no-store', control('max-age=600, no-store'), false],
  ['no-store, and an Expires in the future', { ...control('no-store'), Expires: inSeconds(600) }, false],
  ['only a Last-Modified of long ago', OLD, true],
  ['nothing about its lifetime', {}, false],
];

export const lifetimes = LIFETIMES.map(([name, headers, isReused]) =>
  repeated(`with ${name}`, { headers }, isReused ? 'store' : 'server'),
);

/** Statuses that may be stored without a word about their lifetime (RFC 9110 §15.1), and some that may not. */
const BY_DEFAULT = [200, 203, 204, 404, 405, 410, 414, 501];
const NOT_BY_DEFAULT = [201, 202, 299, 400, 403, 429, 500, 502, 503, 504];

export const statuses = [200, 203, 204, 299, 400, 404, 410, 418, 499, 500, 502, 503, 504, 599].flatMap(
  (status) => [
    repeated(`${status} with max-age`, { status, headers: FRESH }, 'store'),
    repeated(`${status} that is stale`, { status, headers: STALE }, 'server'),
  ],
);
export const heuristics = [...BY_DEFAULT, ...NOT_BY_DEFAULT].map((status) =>
  repeated(
    `${status} with a Last-Modified of long ago`,
    { status, headers: OLD },
    BY_DEFAULT.includes(status) ? 'store' : 'server',
  ),
);
