/** What a stored page is used for, on routes that name a lifetime (rules 6, 7, 10, 14, 15 and 36). */
import { freshnessOf, isAhead } from '../../cache/freshness.js';
import type { Rule } from '../../cache/rule.js';
import type { RequestContext, Decision } from '../decision.js';
import type { StoredState } from '../policy.js';

export function decidePage(
  rule: Rule,
  { entry, invalidated, standing = 'shown' }: StoredState,
  asked: RequestContext,
  now: number,
): Decision {
  const state = freshnessOf(entry, now, invalidated);
  if (asked.history && standing !== 'unshown')
    return { do: 'serve', detail: state === 'fresh' ? undefined : 'history', regenerate: false };
  if (!asked.online)
    return { do: 'serve', detail: state === 'fresh' ? undefined : 'offline', regenerate: false };
  const isChecked = standing === 'unshown' || standing === 'check-first';
  if (isChecked || state === 'expired' || (asked.reload && rule.reload === 'revalidate'))
    return { do: 'ask-first' };
  const behind = standing === 'check-behind' && 'as-visitor';
  if (state === 'fresh') return { do: 'serve', regenerate: behind };
  return { do: 'serve', detail: 'stale', regenerate: behind || !isAhead(entry.retryAt, now) };
}
