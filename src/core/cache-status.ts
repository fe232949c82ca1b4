/** How an answer says what happened (rule 34, RFC 9211). */

export type Told =
  | { kind: 'hit'; ttl: number; detail?: 'stale' | 'expired' | 'offline' | 'stale-if-error' | 'history' }
  | {
      kind: 'forward';
      why: 'uri-miss' | 'vary-miss' | 'stale' | 'bypass' | 'request';
      status?: number;
      stored?: boolean;
      collapsed?: boolean;
      detail?: string;
    };

/** What may stand between quotes: whatever a detail says, it makes a valid header. */
const printable = (word: string): string => word.replace(/[^ !#-[\]-~]/g, '?');

/** A detail is a token or a string (RFC 9211 §2.8). */
const detailOf = (word: string): string => (/^[a-z][\w-]*$/i.test(word) ? word : `"${printable(word)}"`);

/**
 * The member this worker adds to `Cache-Status`.
 * @example cacheStatus({ kind: 'hit', ttl: -412, detail: 'stale' }) // 'sw-isr; hit; ttl=-412; detail=stale'
 */
export function cacheStatus(told: Told): string {
  const parameters: string[] =
    told.kind === 'hit'
      ? ['hit', ...(Number.isFinite(told.ttl) ? [`ttl=${Math.floor(told.ttl)}`] : [])]
      : [
          `fwd=${told.why}`,
          ...(told.status ? [`fwd-status=${told.status}`] : []),
          ...(told.stored ? ['stored'] : []),
          ...(told.collapsed ? ['collapsed'] : []),
        ];
  if (told.detail) parameters.push(`detail=${detailOf(told.detail)}`);
  return ['sw-isr', ...parameters].join('; ');
}

/** One word for what happened: `fresh`, `miss`, `bypass`, or the detail. */
export function wordFor(told: Told): string {
  if (told.detail) return told.detail;
  if (told.kind === 'hit') return 'fresh';
  return told.why.endsWith('miss') ? 'miss' : told.why === 'stale' ? 'revalidated' : 'bypass';
}

/** The `Server-Timing` metric, which a page can read; its duration is the page's age. */
export const serverTiming = (told: Told, age: number): string =>
  `isr;desc="${printable(wordFor(told))}";dur=${Math.round(age * 1000)}`;
