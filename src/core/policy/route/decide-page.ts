/** How a stored page is used on routes that name a lifetime (rules 6, 7, 10, 14, 15 and 36). */
import { freshnessOf, isAhead } from '../../cache/freshness.js';
import type { Rule } from '../../cache/rule.js';
import type { RequestContext, Decision } from '../decision.js';
import type { StoredState } from '../policy.js';

export function decidePage(
  rule: Rule,
  { entry, invalidated, standing = 'verified' }: StoredState,
  context: RequestContext,
  now: number,
): Decision {
  const state = freshnessOf(entry, now, invalidated);
  const isCheckedFirst = standing === 'unverified' || standing === 'check-first';
  // After a login the stored page may be wrong for this visitor, so that back and forward verify it too (rule 36).
  if (context.history && !isCheckedFirst)
    return { do: 'serve', detail: state === 'fresh' ? undefined : 'history', regenerate: false };
  if (!context.online)
    return { do: 'serve', detail: state === 'fresh' ? undefined : 'offline', regenerate: false };
  if (isCheckedFirst || state === 'expired' || (context.reload && rule.reload === 'revalidate'))
    return { do: 'ask-first' };
  const check = standing === 'check-behind' && 'as-visitor';
  if (state === 'fresh') return { do: 'serve', regenerate: check };
  return { do: 'serve', detail: 'stale', regenerate: check || !isAhead(entry.retryAt, now) };
}
