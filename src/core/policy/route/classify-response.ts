/** What is done with the origin's response, on routes that name a lifetime (rules 16 to 23). */
import { directivesOf } from '../../http/cache-control.js';
import type { HeaderSource } from '../../http/headers.js';
import { isHtml } from '../../http/html.js';
import type { Answer, Verdict } from '../verdict.js';
import type { Rule } from '../../cache/rule.js';
import { variesByUser, variesWildly } from '../../http/vary.js';

type Refusal = Extract<Verdict, { kind: 'personal' | 'unstored' }>;

const unstored = (reason: string, purge = false): Refusal => ({ kind: 'unstored', reason, purge });

/** Why the headers forbid storing the response, whatever its status. */
function byHeaders(rule: Rule, headers: HeaderSource): Refusal | undefined {
  const directives = directivesOf(headers);
  const vary = headers.get('vary');
  const everyone = rule.audience !== 'user';
  if (directives.has('no-store'))
    return everyone ? { kind: 'personal', reason: 'no-store' } : unstored('no-store', true);
  if (everyone && directives.has('private')) return { kind: 'personal', reason: 'private' };
  if (everyone && variesByUser(vary)) return { kind: 'personal', reason: 'vary' };
  if (variesWildly(vary)) return unstored('vary', true);
  return undefined;
}

/** Decides from status and headers alone; the body is checked while it is read. */
export function classifyResponse(rule: Rule, { status, headers, redirect }: Answer): Verdict {
  if (redirect) return { kind: 'personal', reason: 'redirect' };
  const refusal = byHeaders(rule, headers);
  // A 304 for a page that may no longer be stored has no body to show, so the browser repeats the request.
  if (status === 304)
    return refusal ? { kind: 'personal', reason: refusal.reason } : { kind: 'not-modified' };
  if (status === 401 || status === 403) return { kind: 'personal', reason: String(status) };
  if (status === 429 || status >= 500) return { kind: 'failed', reason: String(status) };
  if (status !== 200 && status !== 404 && status !== 410) return unstored(String(status));
  if (refusal) return refusal;
  return rule.data || isHtml(headers.get('content-type')) ? { kind: 'store' } : unstored('type');
}
