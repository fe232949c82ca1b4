/** How an answer says what happened (rule 34, RFC 9211). */

/** What became of a request, by the parameters of `Cache-Status`, in their order there. */
export interface CacheStatusParams {
  hit?: true;
  ttl?: number;
  fwd?: 'uri-miss' | 'stale' | 'bypass' | 'method';
  'fwd-status'?: number;
  stored?: boolean;
  collapsed?: boolean;
  /** A word of this library, or a status. */
  detail?: string;
}

const parameter = ([name, value]: [string, string | number | boolean]): string =>
  value === true
    ? `; ${name}`
    : // A detail that is no token has to be a string (RFC 9211 §2.8).
      `; ${name}=${typeof value === 'number' ? Math.floor(value) : /^\d/.test(String(value)) ? `"${value}"` : value}`;

/**
 * The member this worker adds to `Cache-Status`. What is false, empty or endless is left out.
 * @example cacheStatus({ hit: true, ttl: -412, detail: 'stale' }) // 'sw-isr; hit; ttl=-412; detail=stale'
 */
export const cacheStatus = (told: CacheStatusParams): string =>
  `sw-isr${Object.entries(told)
    .filter(([name, value]) => (value || name === 'ttl') && value !== Infinity)
    .map(parameter)
    .join('')}`;

/** One word for what happened: `fresh`, `miss`, `bypass`, or the detail. */
export const wordFor = ({ fwd, detail }: CacheStatusParams): string =>
  detail || (fwd ? { 'uri-miss': 'miss', stale: 'revalidated', bypass: fwd, method: fwd }[fwd] : 'fresh');

/** The `Server-Timing` metric, which a page can read; its duration is the page's age. */
export const serverTiming = (told: CacheStatusParams, age: number): string =>
  `isr;desc="${wordFor(told)}";dur=${Math.round(age * 1000)}`;
