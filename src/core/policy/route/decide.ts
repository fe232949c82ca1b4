/** What a request for a page gets (rules 6 to 15). */
import type { PageEntry, PassEntry } from '../../cache/entry.js';
import { freshnessOf, isAhead } from '../../cache/freshness.js';
import type { Standing } from '../../cache/generation.js';
import type { Mode } from '../../cache/invalidation.js';
import type { Rule } from '../../cache/rule.js';

/** The circumstances of a request. */
export interface Circumstances {
  /** Only a navigation may get a shell. */
  readonly intent: 'navigation' | 'fetch' | 'prefetch';
  readonly reload: boolean;
  /** Back or forward. */
  readonly history: boolean;
  readonly online: boolean;
  /** The page sends the browser to itself: what a shell does when it ends. */
  readonly fromItself: boolean;
  /** Whether the route's `paths`, where it has any, name this page; undefined while nobody knows. */
  readonly listed: boolean | undefined;
}

/** What is stored, if anything, and whether it was marked as out of date since. */
export interface Found {
  readonly entry?: PageEntry | PassEntry | undefined;
  readonly invalidated?: Mode | undefined;
  /** Whether the page was shown to be everyone's as the visitor is now (rule 36). */
  readonly standing?: Standing | undefined;
}

export type Decision =
  /** The stored page, at once. */
  | {
      do: 'serve';
      detail?: 'stale' | 'expired' | 'offline' | 'history';
      /** Whether it is asked for behind that: as nobody, or to be shown again (rule 36), as the visitor. */
      regenerate: boolean | 'as-visitor';
    }
  /** The origin first; the stored page after a timeout or a failure. */
  | { do: 'ask-first' }
  /** The origin's answer, streamed. */
  | { do: 'fetch' }
  | { do: 'shell' }
  /** The browser's own request, untouched. */
  | { do: 'network'; why: 'pass' | 'unlisted' }
  /** The 404 of a strict route. */
  | { do: 'not-found' };

function withPage(
  rule: Rule,
  entry: PageEntry,
  asked: Circumstances,
  now: number,
  { invalidated, standing = 'shown' }: Omit<Found, 'entry'>,
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

/**
 * Decides from the stored entry, if any, the route's rule and the circumstances.
 * @param strict whether a route with `fallback: false` answers unlisted paths itself
 */
export function decide(
  rule: Rule & { strict?: boolean },
  { entry, ...found }: Found,
  asked: Circumstances,
  now: number,
): Decision {
  if (rule.revalidate === 0) return { do: 'network', why: 'pass' };
  if (rule.fallback === false && !asked.listed)
    return rule.strict && asked.listed === false ? { do: 'not-found' } : { do: 'network', why: 'unlisted' };
  if (entry?.kind === 'page') {
    // By the origin's own rules it is judged elsewhere.
    if (rule.revalidate !== 'origin') return withPage(rule, entry, asked, now, found);
  } else if (entry && isAhead(entry.until, now)) return { do: 'network', why: 'pass' };
  const shell = rule.fallback === true && asked.intent === 'navigation' && asked.online && !asked.fromItself;
  return { do: shell ? 'shell' : 'fetch' };
}
