/**
 * Follows the revalidation feed (rules 31, 32 and 35). The offset is stored in the transaction that writes the marks, so
 * that each event is applied once, in order, wherever the worker is stopped.
 */
import type { ResolvedConfig } from '../../config/resolve.js';
import { EVERYTHING_STALE, isOffset, readBatch, type Batch } from '../../core/cache/feed.js';
import { EVERYTHING } from '../../core/cache/invalidation.js';
import type { Commands, Invalidated } from '../../shared/messages.js';
import type { FeedPosition } from '../../storage/store.js';
import { activateDeployment } from '../deployments/deployments.js';
import { announceMarks, JITTER_MS, markNames } from '../invalidation/invalidate.js';
import type { Routes } from '../lookup/routes.js';
import { activeDeployment } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { sleep } from '../runtime/timers.js';
import { regenerateOpen } from './regenerate-open.js';
import { askFeed, type FeedAnswer } from './feed-answer.js';

export interface Follower {
  /** What open pages are told of the feed. */
  readonly told: Commands['hello']['result']['feed'];
  /**
   * Catches up behind a navigation, if the last time is longer ago than `poll`.
   * @returns whether the feed has turned the worker off: all requests are left to the browser
   */
  check(event: FetchEvent): boolean;
  /** Applies what a page heard, or catches up if that does not follow what is known. Returns the offset then. */
  receive(event: Extendable, heard: Commands['feed']['params']): Promise<Commands['feed']['result']>;
}

/** A hit is answered before. */
const DELAY_MS = 50;
/** After a failure the feed is asked again after this time. */
const RETRY_MS = 10_000;
/** One catch-up reads so many chunks; the next goes on. */
const MAX_CHUNKS = 20;
const WRITE_TIMEOUT_MS = 10_000;
/** No answer is on its way for longer. */
const ON_THE_WAY_MS = 600_000;
/** Servers tell the time in whole seconds. */
const CLOCK_MS = 1000;

export function createFollower(
  context: Context,
  routes: Routes,
  { url, poll, events }: NonNullable<ResolvedConfig['feed']>,
): Follower {
  const { use, now, random, report, settings, changeSettings } = context;
  let nextAt = 0;
  let isDisabled = false;

  /** Browsers that were told at the same moment ask at different ones. */
  const plan = (checkedAt: number, pause: number): void => {
    nextAt = checkedAt + pause * (0.8 + random() * 0.4);
  };
  const position = async (): Promise<FeedPosition | undefined> => {
    const found = await use((store) => store.state('feed'));
    return found?.url === url ? found : undefined;
  };
  const noteDisabled = async (): Promise<void> => {
    isDisabled = (await settings()).disabled === true;
  };

  /** A deployment that was said before this browser activated its own, as a new worker does, is out of date. */
  async function obey({ deployment, disabled }: Batch, ahead: number): Promise<void> {
    const known = await settings();
    const active = activeDeployment(context, known);
    const activatedAt = known.activatedAt?.[active] ?? 0;
    // Activated in the future: the clock was set back, and the time is unknown.
    const isNewer = (since: number): boolean => activatedAt > now() || since + ahead + CLOCK_MS > activatedAt;
    if (deployment && deployment.id !== active && isNewer(deployment.since))
      await activateDeployment(context, deployment.id);
    if (disabled !== undefined && disabled !== !!known.disabled) await changeSettings({ disabled });
    await noteDisabled();
  }

  /** A name that can't be read marks everything: one such event must not hold back those behind it. */
  const namesOf = (detail: Invalidated): Promise<string[]> =>
    markNames(context, routes, detail).catch(() => [EVERYTHING]);

  /** What is not in the transaction may happen again after a stop, and comes to the same. */
  async function apply(
    event: Extendable,
    { batch, next, ahead }: Pick<FeedAnswer, 'batch' | 'next' | 'ahead'>,
  ): Promise<FeedPosition> {
    const { invalidations, at } = batch;
    await obey(batch, ahead);
    const names = await Promise.all(invalidations.map(namesOf));
    const markings = invalidations.map(({ mode }, index) => ({ names: names[index] ?? [], mode }));
    const position = { url, offset: next, checkedAt: now(), ahead };
    // Marks are compared with times of this clock (rule 4).
    const markedAt = Math.min(at ? at + ahead : now(), now());
    await use((store) => store.follow(position, markings, markedAt), WRITE_TIMEOUT_MS);
    invalidations.forEach((detail, index) =>
      announceMarks({ context, routes, event }, names[index] ?? [], detail, { jitter: JITTER_MS.push }),
    );
    if (markings.length) event.waitUntil(regenerateOpen({ context, routes, event }).catch(report));
    return position;
  }

  /**
   * Begins at the end of the log. What was missed is not known: stored pages are stale. Where none is stored, one that is
   * on its way is stale too, if the newest event may have come after its request.
   */
  async function begin(event: Extendable, hasMissed: boolean): Promise<FeedPosition> {
    const answer = await askFeed(context, url);
    if (!answer) throw new TypeError();
    const isRecent = !(answer.lastEventAt + answer.ahead + ON_THE_WAY_MS < now());
    const isStale = hasMissed || isRecent || (await use((store) => store.state('totals')))?.entries;
    const { disabled = false } = answer.batch;
    const batch = { ...answer.batch, disabled, invalidations: isStale ? EVERYTHING_STALE : [] };
    return apply(event, { ...answer, batch });
  }

  /** Reads on from the stored offset. */
  async function catchUp(event: Extendable, from: FeedPosition | undefined): Promise<FeedPosition> {
    let known = from ?? (await begin(event, false));
    for (let chunk = 0; from && chunk < MAX_CHUNKS; chunk++) {
      const answer = await askFeed(context, url, known.offset);
      if (!answer) known = await begin(event, true);
      // Not a copy from before, out of a cache on the way.
      else if (answer.next >= known.offset) known = await apply(event, answer);
      if (!answer || answer.isUpToDate) break;
    }
    plan(now(), poll);
    return known;
  }

  /** Two workers run at once while a new one takes over. */
  const alone = <T>(work: (known: FeedPosition | undefined) => Promise<T>): Promise<T> =>
    navigator.locks.request('isr:feed', async () => work(await position()));

  const catchUpIfDue = (event: Extendable): Promise<FeedPosition | undefined> =>
    alone(async (known) => {
      await noteDisabled();
      if (!known || Math.abs(now() - known.checkedAt) > poll * 0.8) return catchUp(event, known);
      plan(known.checkedAt, poll);
      return known;
    });

  const refused = (error: unknown): undefined => {
    plan(now(), Math.min(poll, RETRY_MS));
    if (context.online() && !(error instanceof TypeError)) report(error);
    return undefined;
  };

  return {
    told: { url, isLive: events },
    check(event) {
      // No pause is twice as long: the clock was set back.
      const isPlanned = now() < nextAt && nextAt < now() + poll * 2;
      if (event.request.mode === 'navigate' && !isPlanned) {
        plan(now(), Math.min(poll, RETRY_MS));
        event.waitUntil(
          sleep(DELAY_MS)
            .then(() => catchUpIfDue(event))
            .catch(refused),
        );
      }
      return isDisabled;
    },
    async receive(event, { from, events, next, catchUp: when }) {
      if (when === 'due') return { offset: (await catchUpIfDue(event).catch(refused))?.offset };
      const known = await alone(async (stored) => {
        const batch = stored && isOffset(next) && stored.offset === from ? readBatch(events) : undefined;
        if (stored && batch && next && next > stored.offset)
          return apply(event, { batch, next, ahead: stored.ahead ?? 0 });
        // What is known already, or an older log: the next catch-up is told if it is another one.
        if (stored && ((next && next <= stored.offset) || (!next && !when))) return stored;
        return catchUp(event, stored);
      }).catch(refused);
      return { offset: known?.offset };
    },
  };
}
