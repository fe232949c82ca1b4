/** Every fault of the harness, and where it can be aimed. */

/** What the worker does that a fault can strike, in the words of `seams.js`. */
export type Operation =
  | 'open'
  | 'read'
  | 'write'
  | 'cache'
  | 'cache-match'
  | 'cache-write'
  /** Reads of the hot tier: of its facts, and of a copy. */
  | 'hot-facts'
  | 'hot-copy'
  | 'fetch'
  | 'lock';

export type When = 'before' | 'during' | 'after';

/** How the server fails at the n-th request for a path. */
export type NetworkFault =
  'reset' | 'silent' | 'late' | 'trickle' | 'break' | 'short' | 'empty' | '500' | '429' | 'portal';

/**
 * Which of the pages that were stored before may be gone, because that is what the fault is: all of them, the one that was
 * asked for, or those that are evicted on a full disk.
 */
export type Loss = 'all' | 'page' | 'evicted';

export interface Fault {
  readonly name: string;
  readonly does: string;
  /** The operations it can strike; none: it strikes before the request. */
  readonly kinds: readonly Operation[];
  readonly whens: readonly When[];
  /** What is found in place of a row, or of a record of the hot tier. */
  readonly garbage?: string;
  /** Milliseconds that the clock jumps. */
  readonly skew?: number;
  readonly loses?: Loss;
  /** How the hot tier may differ from the database afterwards, in the words of `audit.js`. */
  readonly leaves?: RegExp;
  /** The running worker keeps a trace of it, so that another one goes on. */
  readonly lingers?: boolean;
  readonly network?: NetworkFault;
}

const DATABASE = ['read', 'write'] as const;
const CACHES = ['cache', 'cache-match', 'cache-write', 'hot-facts', 'hot-copy'] as const;
const EVERYTHING = ['open', ...DATABASE, ...CACHES, 'fetch', 'lock'] as const;
const ALWAYS = ['before', 'during', 'after'] as const;
const ONCE = ['during'] as const;
const YEAR = 365 * 24 * 3_600_000;

/** The copies are what the database had. They are used until the next worker compares their facts with it. */
const OUTLASTS = /^(?:a copy of a page that was deleted|facts )/;
/** The row may be written back as it was read. The copy is of the row as it was. */
const IS_OF_BEFORE = /^a copy of another answer/;
/** A page is stored even where its former copy cannot be deleted: the next worker shows that one. */
const CANNOT_BE_CLEARED = /^(?:a copy (?:of another answer|with another body)|facts that do not know)/;

const database: Fault[] = [
  { name: 'IndexedDB: open hangs', does: 'silent', kinds: ['open'], whens: ['before'], lingers: true },
  { name: 'IndexedDB: open is blocked', does: 'blocked', kinds: ['open'], whens: ['before'], lingers: true },
  { name: 'IndexedDB: open is denied', does: 'denied', kinds: ['open'], whens: ['before'], lingers: true },
  {
    name: 'IndexedDB: a read never answers',
    does: 'silent',
    kinds: ['read'],
    whens: ['before', 'after'],
    lingers: true,
  },
  {
    name: 'IndexedDB: a write never answers',
    does: 'silent',
    kinds: ['write'],
    whens: ['before', 'after'],
    lingers: true,
  },
  {
    name: 'IndexedDB: silent from then on',
    does: 'silent-from-now',
    kinds: DATABASE,
    whens: ['before'],
    lingers: true,
  },
  { name: 'IndexedDB: a transaction dies', does: 'abort', kinds: DATABASE, whens: ['during', 'after'] },
  { name: 'IndexedDB: the connection is closed', does: 'close', kinds: DATABASE, whens: ONCE },
  {
    name: 'IndexedDB: a write is over quota',
    does: 'quota',
    kinds: ['write'],
    whens: ['during', 'after'],
    loses: 'evicted',
  },
  {
    name: 'IndexedDB: deleted while in use',
    does: 'delete',
    kinds: DATABASE,
    whens: ALWAYS,
    loses: 'all',
    leaves: OUTLASTS,
    lingers: true,
  },
  { name: 'IndexedDB: a newer version’s', does: 'newer', kinds: [], whens: ONCE, lingers: true },
  {
    name: 'IndexedDB: another library’s',
    does: 'foreign',
    kinds: [],
    whens: ONCE,
    loses: 'all',
    lingers: true,
  },
];

/** What is read in place of a row. */
const ROWS: Record<string, string> = {
  nothing: 'IndexedDB: a row is missing',
  text: 'IndexedDB: a row is a text',
  object: 'IndexedDB: a row is empty',
  foreign: 'IndexedDB: a row is another library’s',
  deep: 'IndexedDB: a row has wrong types',
};

const garbage: Fault[] = Object.keys(ROWS).map((kind) => ({
  ...{ name: ROWS[kind] ?? kind, does: 'garbage' },
  ...{
    kinds: ['read'] as const,
    whens: ONCE,
    garbage: kind,
    loses: 'page',
    leaves: IS_OF_BEFORE,
    lingers: true,
  },
}));

const cacheStorage: Fault[] = [
  {
    name: 'Cache Storage: never answers',
    does: 'silent',
    kinds: CACHES,
    whens: ['before', 'after'],
    leaves: CANNOT_BE_CLEARED,
    lingers: true,
  },
  {
    name: 'Cache Storage: silent from then on',
    does: 'silent-from-now',
    kinds: CACHES,
    whens: ['before'],
    leaves: CANNOT_BE_CLEARED,
    lingers: true,
  },
  { name: 'Cache Storage: denied', does: 'denied', kinds: CACHES, whens: ['before'] },
  { name: 'Cache Storage: a write is over quota', does: 'quota', kinds: ['cache-write'], whens: ['before'] },
  {
    name: 'Cache Storage: a file is another’s',
    does: 'garbage',
    kinds: ['cache-match', 'hot-facts', 'hot-copy'],
    whens: ONCE,
    lingers: true,
  },
  { name: 'Cache Storage: deleted while in use', does: 'delete-caches', kinds: CACHES, whens: ALWAYS },
];

const hotTier: Fault[] = (
  [
    ['a copy is missing', 'hot-copy', 'missing'],
    ['a copy is cut', 'hot-copy', 'cut', /^a copy with another body/],
    ['a copy is another page’s', 'hot-copy', 'swapped', /^a copy of another key/],
    ['the facts are torn', 'hot-facts', 'torn'],
    ['the facts are empty', 'hot-facts', 'empty'],
  ] as const
).map(([what, kind, damage, leaves]) => ({
  ...{ name: `Hot tier: ${what}`, does: 'damage', kinds: [kind], whens: ONCE, garbage: damage },
  ...(leaves && { leaves }),
}));

const fetches: Fault[] = (
  [
    ['is reset', 'reset'],
    ['hangs', 'silent'],
    ['is answered late', 'late'],
    ['trickles', 'trickle'],
    ['breaks in mid-body', 'break'],
    ['is shorter than announced', 'short'],
    ['is empty', 'empty'],
    ['is a 500', '500'],
    ['is a 429', '429'],
    ['is a captive portal’s', 'portal'],
  ] as const
).map(([what, network]) => ({
  ...{ name: `Network: an answer ${what}`, does: 'network', kinds: ['fetch'] as const, whens: ONCE, network },
  // A redirect deletes the stored page (rule 19).
  ...(network === 'portal' && { loses: 'page' as const }),
}));

const whole: Fault[] = [
  { name: 'Network: a fetch is refused', does: 'refused', kinds: ['fetch'], whens: ['before'] },
  { name: 'Worker: killed', does: 'kill', kinds: EVERYTHING, whens: ALWAYS },
  {
    name: 'Worker: a second one with the next deployment',
    does: 'deploy',
    kinds: EVERYTHING,
    whens: ['before', 'after'],
  },
  {
    name: 'Clock: a year forth',
    does: 'clock',
    kinds: EVERYTHING,
    whens: ['before'],
    skew: YEAR,
    lingers: true,
  },
  {
    name: 'Clock: a year back',
    does: 'clock',
    kinds: EVERYTHING,
    whens: ['before'],
    skew: -YEAR,
    lingers: true,
  },
  {
    name: 'Browser: Clear-Site-Data',
    does: 'clear',
    kinds: EVERYTHING,
    whens: ['before', 'after'],
    loses: 'all',
    lingers: true,
  },
];

/** Each request is played without a fault first. */
export const NONE: Fault = { name: 'No fault', does: 'none', kinds: [], whens: ONCE };

export const FAULTS: readonly Fault[] = [
  NONE,
  ...database,
  ...garbage,
  ...cacheStorage,
  ...hotTier,
  ...fetches,
  ...whole,
];
