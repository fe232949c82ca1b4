/** One step of warming: fetches some of the plan's pages, and stores the progress. */
import { entryWeight } from '../../core/cache/eviction.js';
import { unusedAt, type Progress } from '../../core/cache/warm-queue.js';
import { createDuePages, type DuePage } from './due.js';
import type { Plan } from './plan.js';
import { trackProgress } from './progress.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { fetchCollapsed } from '../regeneration/request-collapsing.js';
import type { Routes } from '../lookup/routes.js';
import { lookUp } from '../lookup/lookup.js';
import { sleep } from '../runtime/timers.js';

export interface StepOptions {
  context: Context;
  routes: Routes;
  event: Extendable;
  plan: Plan;
  /** Resolves once no visitor's request is in the way of a worker, or after a longest wait. */
  untilIdle: (waits: () => boolean, worker: number) => Promise<unknown>;
  /** Whether pages may be fetched. */
  allowed: () => boolean;
  onProgress: (progress: Progress) => void;
}

/** Firefox ends an event after a minute. */
const STEP_MS = 20_000;
const PAGE_TIMEOUT_MS = 15_000;
const PROGRESS_INTERVAL_MS = 250;
/** Browsers open six HTTP/1.1 connections to a host. Two more pages are written meanwhile. */
const HTTP1_CONCURRENCY = 8;
/** No more: pages in flight are fetched again if the browser stops the worker. */
const HTTP2_CONCURRENCY = 32;
/** Pages that arrive within this time are written together, which costs less than single writes. */
const BATCH_MS = 20;

/** The number of pages in flight, by the protocol of earlier requests to the origin. Undefined before the first. */
function capacity(): number | undefined {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const known = entries.find(
    ({ name, nextHopProtocol }) => nextHopProtocol && name.startsWith(location.origin),
  );
  return known && (/^h[23]/.test(known.nextHopProtocol) ? HTTP2_CONCURRENCY : HTTP1_CONCURRENCY);
}

/** Returns a function that waits for the next batch of writes, if batches are enabled. */
function createWriteBatch(isEnabled: () => boolean): () => Promise<unknown> {
  let batch: Promise<unknown> | undefined;
  return async () =>
    isEnabled()
      ? (batch ??= sleep(BATCH_MS).finally(() => {
          batch = undefined;
        }))
      : undefined;
}

interface WarmHooks {
  batchWrites: () => Promise<unknown>;
  onStoreFailure: () => void;
  onStorageFull: (error: unknown) => void;
}

/** The context with hooks for storage errors. */
const withHooks = (context: Context, { batchWrites, onStoreFailure, onStorageFull }: WarmHooks): Context => ({
  ...context,
  batchWrites,
  report(error) {
    const { code, cause } = error as { code?: string; cause?: { name?: string } };
    if (cause?.name === 'QuotaExceededError') onStorageFull(error);
    else {
      if (code === 'storage') onStoreFailure();
      context.report(error);
    }
  },
});

/**
 * Fetches one page.
 * @param unused `usedAt` of a page that no visitor has used
 * @returns the stored size in bytes, or undefined if the origin failed or timed out
 */
async function warmPage(
  context: Context,
  event: Extendable,
  { target, fence }: DuePage,
  unused: number,
): Promise<number | undefined> {
  const stored = fence === undefined ? await lookUp(context, target) : { fence };
  const usedAt = stored.body ? stored.entry.usedAt : unused;
  const { inFlight } = fetchCollapsed(context, event, { ...target, request: undefined, usedAt }, stored);
  const timeout = sleep(PAGE_TIMEOUT_MS);
  const answer = await Promise.race([inFlight.answer, timeout]);
  if (!answer) return undefined;
  const { response, verdict } = answer;
  if (verdict.kind === 'failed' && (!response || response.status === 429 || response.status === 503))
    return undefined;
  const outcome = await Promise.race([inFlight.settled, timeout]);
  return outcome?.page ? entryWeight(outcome.page.entry) : 0;
}

/** Continues the plan until it is done, the step's time is over, or the tracker halts. */
export async function takeStep(options: StepOptions): Promise<void> {
  const { routes, event, plan, untilIdle, allowed, onProgress } = options;
  const { now, report, config } = options.context;
  const tracker = trackProgress(options.context, plan, onProgress);
  let storeFails = false;
  let concurrency = config.warm ? config.warm.concurrency : undefined;
  const startedAt = now();
  const workers: Promise<void>[] = [];
  const context = withHooks(options.context, {
    batchWrites: createWriteBatch(() => workers.length > HTTP1_CONCURRENCY),
    onStoreFailure() {
      storeFails = true;
    },
    onStorageFull: (error) => tracker.storageFull(error),
  });
  const nextDuePage = createDuePages(context, routes, plan, (place, size) => tracker.finish(place, size));
  const mayContinue = (): boolean =>
    !tracker.isHalted() && allowed() && Math.abs(now() - startedAt) < STEP_MS;

  const spawn = (count: number): void => {
    while (workers.length < count && mayContinue())
      workers.push(
        work(workers.length).catch((error: unknown) => {
          tracker.halt();
          report(error);
        }),
      );
  };
  const work = async (worker: number): Promise<void> => {
    for (let page; mayContinue() && (page = await nextDuePage());) {
      await untilIdle(mayContinue, worker);
      if (!mayContinue()) return;
      const size = await warmPage(context, event, page, unusedAt(plan.queue.at, page.place));
      // A failing store keeps no page: fetching more is in vain.
      if (size === undefined || storeFails) {
        tracker.fail(page.place);
        return;
      }
      tracker.finish(page.place, size);
      tracker.succeed();
      spawn((concurrency ??= capacity()) ?? HTTP1_CONCURRENCY);
    }
  };

  const timer = setInterval(() => tracker.save().catch(report), PROGRESS_INTERVAL_MS);
  spawn(plan.progress.failures ? 1 : (concurrency ?? HTTP1_CONCURRENCY));
  for (const worker of workers) await worker;
  clearInterval(timer);
  await tracker.save();
}
