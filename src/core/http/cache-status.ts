/** The headers that tell how a request was answered (rule 34, RFC 9211). */

/** The parameters of `Cache-Status`, in the order in which they are written. */
export interface CacheStatusParams {
  hit?: true;
  ttl?: number;
  fwd?: 'uri-miss' | 'stale' | 'bypass' | 'method';
  'fwd-status'?: number;
  stored?: boolean;
  collapsed?: boolean;
  /** A word of this library, or an HTTP status. */
  detail?: string;
}

const parameter = ([name, value]: [string, string | number | boolean]): string =>
  value === true
    ? `; ${name}`
    : // A detail that is not a token must be a string (RFC 9211 §2.8).
      `; ${name}=${typeof value === 'number' ? Math.floor(value) : /^\d/.test(String(value)) ? `"${value}"` : value}`;

/**
 * The member that this worker adds to `Cache-Status`. False, empty and infinite values are left out.
 * @example cacheStatus({ hit: true, ttl: -412, detail: 'stale' }) // 'sw-isr; hit; ttl=-412; detail=stale'
 */
export const cacheStatus = (params: CacheStatusParams): string =>
  `sw-isr${Object.entries(params)
    .filter(([name, value]) => (value || name === 'ttl') && value !== Infinity)
    .map(parameter)
    .join('')}`;

/** The outcome in one word: `fresh`, `miss`, `bypass`, or the detail. */
export const summaryOf = ({ fwd, detail }: CacheStatusParams): string =>
  detail || (fwd ? { 'uri-miss': 'miss', stale: 'revalidated', bypass: fwd, method: fwd }[fwd] : 'fresh');

/** The `Server-Timing` metric, which the page can read. Its duration is the page's age. */
export const serverTiming = (params: CacheStatusParams, age: number): string =>
  `isr;desc="${summaryOf(params)}";dur=${Math.round(age * 1000)}`;
