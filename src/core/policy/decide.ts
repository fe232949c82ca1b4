/** What a request for a page gets (rules 6 to 15). */
import type { PageEntry, PassEntry } from '../cache/entry.js';
import { isAhead } from '../cache/freshness.js';
import type { Rule } from '../cache/rule.js';
import type { RequestContext, Decision } from './decision.js';
import type { CachePolicy, StoredState } from './policy.js';

/** A route's rule, and the policy that carries it out. */
export type PolicyRule = Rule & { readonly policy: CachePolicy };

/** What is stored, if anything, and what was learned of it since. */
export type StoredEntry = Partial<Omit<StoredState, 'entry'>> & {
  readonly entry?: PageEntry | PassEntry | undefined;
};

/**
 * Decides from the stored entry, if any, the route's rule and the circumstances.
 * @param strict whether a route with `fallback: false` answers unlisted paths itself
 */
export function decide(
  rule: PolicyRule & { strict?: boolean },
  { entry, ...found }: StoredEntry,
  asked: RequestContext,
  now: number,
): Decision {
  if (rule.revalidate === 0) return { do: 'network', why: 'pass' };
  if (rule.fallback === false && !asked.listed)
    return rule.strict && asked.listed === false ? { do: 'not-found' } : { do: 'network', why: 'unlisted' };
  if (entry?.kind === 'page') {
    const decision = rule.policy.decide(rule, { entry, ...found }, asked, now);
    if (decision) return decision;
  } else if (entry && isAhead(entry.until, now)) return { do: 'network', why: 'pass' };
  const shell = rule.fallback === true && asked.intent === 'navigation' && asked.online && !asked.fromItself;
  return { do: shell ? 'shell' : 'fetch' };
}
