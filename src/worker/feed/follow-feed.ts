/**
 * Follows the revalidation feed (rules 31, 32 and 35). The offset is stored in the transaction that writes the marks, so
 * that each event is applied once, in order, wherever the worker is stopped.
 */
import { parseDuration } from '../../config/duration.js';
import type { ResolvedConfig } from '../../config/resolve.js';
import { MISSED, readBatch, type Batch } from '../../core/cache/feed.js';
import type { Commands } from '../../shared/messages.js';
import type { FeedPosition } from '../../storage/store.js';
import { activateDeployment } from '../deployments/deployments.js';
import { announceMarks, JITTER_MS, markNames } from '../invalidation/invalidate.js';
import type { Routes } from '../lookup/routes.js';
import { activeDeployment } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { sleep } from '../runtime/timers.js';
import { regenerateOpen } from './regenerate-open.js';
import { askFeed, TAIL } from './feed-answer.js';

export interface Follower {
  /** The feed's URL where open pages follow it. */
  readonly live: string | undefined;
  /**
   * Catches up behind a navigation, if the last time is longer ago than `poll`.
   * @returns whether the feed has turned the worker off: all requests are left to the browser
   */
  check(event: FetchEvent): boolean;
  /** Applies what a page heard, or catches up if that does not follow what is known. Returns the offset then. */
  receive(event: Extendable, heard: Commands['feed']['params']): Promise<Commands['feed']['result']>;
}

/** `poll` in milliseconds. */
export function feedOf({ feed = '' }: Pick<ResolvedConfig, 'feed'>): {
  url: string;
  poll: number;
  events: boolean;
} {
  const { url, poll = 60, events = true } = typeof feed === 'string' ? { url: feed } : feed;
  return { url, poll: parseDuration(poll) * 1000, events };
}

/** A hit is answered before. */
const DELAY_MS = 50;
/** After a failure the feed is asked again after this time. */
const RETRY_MS = 10_000;
/** One catch-up reads so many chunks; the next goes on. */
const MAX_CHUNKS = 20;
const WRITE_TIMEOUT_MS = 10_000;

export function createFollower(context: Context, routes: Routes): Follower {
  const { use, now, random, report, settings, changeSettings } = context;
  const { url, poll, events } = feedOf(context.config);
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

  /** What is not in the transaction may happen again after a stop, and comes to the same. */
  async function apply(event: Extendable, batch: Batch, offset: string): Promise<FeedPosition> {
    const { deployment, disabled, invalidations, at } = batch;
    if (deployment !== undefined && deployment !== activeDeployment(context, await settings()))
      await activateDeployment(context, deployment);
    if (disabled !== undefined) await changeSettings({ disabled });
    await noteDisabled();
    const names = await Promise.all(invalidations.map((one) => markNames(context, routes, one)));
    const markings = invalidations.map(({ mode }, index) => ({ names: names[index] ?? [], mode }));
    const next = { url, offset, checkedAt: now() };
    await use((store) => store.follow(next, markings, Math.min(at || now(), now())), WRITE_TIMEOUT_MS);
    invalidations.forEach((detail, index) =>
      announceMarks({ context, routes, event }, names[index] ?? [], detail, { jitter: JITTER_MS.push }),
    );
    if (markings.length) event.waitUntil(regenerateOpen({ context, routes, event }).catch(report));
    return next;
  }

  /** Reads on from the stored offset. A browser that has none has missed what its pages do not show. */
  async function catchUp(
    event: Extendable,
    from: FeedPosition | undefined,
  ): Promise<FeedPosition | undefined> {
    let known = from;
    for (let chunk = 0; chunk < MAX_CHUNKS; chunk++) {
      const { batch, next, isUpToDate } = await askFeed(context, url, known?.offset ?? TAIL);
      // A copy from before, out of a cache on the way.
      if (known && next < known.offset) return known;
      const isFirst = !known && (await use((store) => store.state('totals')))?.entries;
      known = await apply(event, isFirst ? MISSED : batch, next);
      plan(known.checkedAt, poll);
      if (isUpToDate) break;
    }
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
    live: events ? url : undefined,
    check(event) {
      if (event.request.mode === 'navigate' && now() >= nextAt) {
        plan(now(), Math.min(poll, RETRY_MS));
        event.waitUntil(
          sleep(DELAY_MS)
            .then(() => catchUpIfDue(event))
            .catch(refused),
        );
      }
      return isDisabled;
    },
    async receive(event, { from, events, next, isDue }) {
      const known = await alone(async (stored) => {
        const batch = stored && next && stored.offset === from ? readBatch(events) : undefined;
        if (batch && next && next > (from ?? '')) return apply(event, batch, next);
        if (stored && ((next && next <= stored.offset) || (!next && !isDue))) return stored;
        return catchUp(event, stored);
      }).catch(refused);
      return { offset: known?.offset };
    },
  };
}
