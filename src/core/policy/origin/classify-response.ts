/** Which responses a private cache stores (RFC 9111 §3, RFC 9110 §9.3.2). */
import { parseCacheControl, responseDirectives } from '../../http/cache-control.js';
import type { Answer, Verdict } from '../verdict.js';
import type { HeaderSource } from '../../http/headers.js';
import { isHtml } from '../../http/html.js';
import type { RequestFacts } from '../policy.js';
import type { Rule } from '../../cache/rule.js';
import { variesByUser, variesWildly } from '../../http/vary.js';
import { isHeuristic } from './lifetime.js';
import { storedRange } from '../../http/ranges.js';

/** Statuses whose caching rules this cache implements (RFC 9111 §5.2.2.3). */
const UNDERSTOOD = /^(?:20[0-6]|30[0-8]|4(?:0\d|1[0-7]|2[126])|50[0-5])$/;
/** Statuses of an origin that fails (RFC 5861 §4). */
const SERVER_ERRORS = new Set([500, 502, 503, 504]);

/** Whether RFC 9111 §3 allows a private cache to store this response to a GET. */
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

/** The types of which an empty body is no document. */
const DOCUMENT = /html|json|xml/i;

/**
 * Whether a body may be all of a response: an empty one only where the status or the type allows that, and a part only
 * with all bytes of its `Content-Range`, or of its `Content-Length`, to which it is compared later. The browser has
 * decoded an encoded part.
 */
export function isWholeByOrigin({ status, headers }: Omit<Answer, 'redirect'>, size: number): boolean {
  if (!size) return status === 204 || status === 205 || !DOCUMENT.test(headers.get('content-type') ?? '');
  const [, first, last] = /^bytes (\d+)-(\d+)\//i.exec(headers.get('content-range') ?? '') ?? [];
  const hasField = (name: string): boolean => headers.get(name) !== null;
  return (
    status !== 206 ||
    hasField('content-encoding') ||
    hasField('content-length') ||
    size === Number(last) - Number(first) + 1
  );
}

/**
 * Why the anonymous response cannot be shown to this visitor, so that the browser repeats the request with credentials
 * (rule 19); empty if it can. A `fetch()` is repeated only if its response is unusable: most `private` and `no-store`
 * responses to scripts do not depend on the user.
 */
function personalReason(
  { audience }: Rule,
  { status, headers, redirect }: Answer,
  navigates: boolean,
): string {
  if (redirect) return 'redirect';
  if (audience === 'user') return '';
  if (status === 401 || (navigates && status === 403)) return String(status);
  if (variesByUser(headers.get('vary'))) return 'vary';
  const { directives } = responseDirectives(headers);
  return (navigates && ['no-store', 'private'].find((name) => directives.has(name))) || '';
}

/** Classifies a response by its status and headers. */
export function classifyByOrigin(
  rule: Rule,
  answer: Answer,
  { headers, navigates, isStored }: RequestFacts,
): Verdict {
  const { status } = answer;
  const reason = personalReason(rule, answer, navigates);
  if (reason) return { kind: 'personal', reason };
  if (isStored && status === 304) return { kind: 'not-modified' };
  if (isStored && SERVER_ERRORS.has(status)) return { kind: 'failed', reason: String(status) };
  if (
    status !== 304 &&
    mayStore(answer, headers) &&
    (rule.data || isHtml(answer.headers.get('content-type')))
  )
    return { kind: 'store' };
  // Rule 22: a page that may no longer be stored is also deleted from the store.
  return {
    kind: 'unstored',
    reason: String(status),
    purge: status < 300 && responseDirectives(answer.headers).directives.has('no-store'),
  };
}
