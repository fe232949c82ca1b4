/** What is done with a request for a page (rules 6 to 15). */
import type { PageEntry, PassEntry } from '../cache/entry.js';
import { isAhead } from '../cache/freshness.js';
import type { Rule } from '../cache/rule.js';
import type { RequestContext, Decision } from './decision.js';
import type { CachePolicy, StoredState } from './policy.js';

/** A route's rule, and the policy that implements it. */
export type PolicyRule = Rule & { readonly policy: CachePolicy };

/** The stored entry, if any, and its state since it was stored. */
export type StoredEntry = Partial<Omit<StoredState, 'entry'>> & {
  readonly entry?: PageEntry | PassEntry | undefined;
};

/**
 * Decides from the stored entry, the route's rule and the request's context.
 * @param strict whether a route with `fallback: false` answers unlisted paths with its own 404
 */
export function decide(
  rule: PolicyRule & { strict?: boolean },
  { entry, ...state }: StoredEntry,
  context: RequestContext,
  now: number,
): Decision {
  if (rule.revalidate === 0) return { do: 'network', why: 'pass' };
  if (rule.fallback === false && !context.listed)
    return rule.strict && context.listed === false ? { do: 'not-found' } : { do: 'network', why: 'unlisted' };
  if (entry?.kind === 'page') {
    const decision = rule.policy.decide(rule, { entry, ...state }, context, now);
    if (decision) return decision;
  } else if (entry && isAhead(entry.until, now)) return { do: 'network', why: 'pass' };
  const shell =
    rule.fallback === true && context.intent === 'navigation' && context.online && !context.fromItself;
  return { do: shell ? 'shell' : 'fetch' };
}
