/** Which answers a private cache keeps (RFC 9111 §3, RFC 9110 §9.3.2). */
import { parseCacheControl, responseDirectives } from '../../http/cache-control.js';
import type { Answer, Verdict } from '../verdict.js';
import type { HeaderSource } from '../../http/headers.js';
import { isHtml } from '../../http/html.js';
import type { RequestFacts } from '../policy.js';
import type { Rule } from '../../cache/rule.js';
import { variesByUser, variesWildly } from '../../http/vary.js';
import { isHeuristic } from './lifetime.js';
import { storedRange } from '../../http/ranges.js';

/** Statuses whose caching rules are obeyed here (RFC 9111 §5.2.2.3). */
const UNDERSTOOD = /^(?:20[0-6]|30[0-8]|4(?:0\d|1[0-7]|2[126])|50[0-5])$/;
/** What means that the origin is in trouble (RFC 5861 §4). */
const TROUBLE = new Set([500, 502, 503, 504]);

/** Whether RFC 9111 §3 allows a private cache to store this answer to a GET. */
export function mayStore({ status, headers }: Omit<Answer, 'redirect'>, asking: HeaderSource): boolean {
  const { directives, targeted } = responseDirectives(headers);
  const understood = UNDERSTOOD.test(String(status));
  const forbidden = directives.has('must-understand') ? !understood : directives.has('no-store');
  if (forbidden || status > 599 || variesWildly(headers.get('vary'))) return false;
  if (parseCacheControl(asking.get('cache-control') ?? '').has('no-store')) return false;
  if (status === 206 && !storedRange(status, headers.get('content-range'), 1)) return false;
  return (
    isHeuristic(status, directives) ||
    ['private', 'max-age', 's-maxage'].some((name) => directives.has(name)) ||
    (!targeted && headers.get('expires') !== null)
  );
}

/**
 * Why everyone's answer is none of this visitor's, so that the browser has to ask with the user's credentials
 * (rule 19). A `fetch()` is asked again only where its answer could not be used: by a script, most of what is
 * `private` or `no-store` is not about who asks.
 */
function personal({ audience }: Rule, { status, headers, redirect }: Answer, navigates: boolean): string {
  if (redirect) return 'redirect';
  if (audience === 'user') return '';
  if (status === 401 || (navigates && status === 403)) return String(status);
  if (variesByUser(headers.get('vary'))) return 'vary';
  const { directives } = responseDirectives(headers);
  return (navigates && ['no-store', 'private'].find((name) => directives.has(name))) || '';
}

/** What is done with an answer, from its status and headers. */
export function classifyByOrigin(
  rule: Rule,
  answer: Answer,
  { headers, navigates, isStored }: RequestFacts,
): Verdict {
  const { status } = answer;
  const reason = personal(rule, answer, navigates);
  if (reason) return { kind: 'personal', reason };
  if (isStored && status === 304) return { kind: 'not-modified' };
  if (isStored && TROUBLE.has(status)) return { kind: 'failed', reason: String(status) };
  if (
    status !== 304 &&
    mayStore(answer, headers) &&
    (rule.data || isHtml(answer.headers.get('content-type')))
  )
    return { kind: 'store' };
  // Rule 22: what must not be stored any longer leaves nothing older behind.
  return {
    kind: 'unstored',
    reason: String(status),
    purge: status < 300 && responseDirectives(answer.headers).directives.has('no-store'),
  };
}
