/** One step of generating pages ahead: asks for some of the plan's pages, and notes how far it came. */
import { unusedAt, type Progress } from '../../core/cache/warm-queue.js';
import { createDuePages, type DuePage } from './due.js';
import type { Plan } from './plan.js';
import { trackProgress } from './progress.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { fetchCollapsed } from '../regeneration/request-collapsing.js';
import type { Routes } from '../lookup/routes.js';
import { lookUp } from '../lookup/target.js';
import { sleep } from '../runtime/timers.js';

export interface StepOptions {
  context: Context;
  routes: Routes;
  event: Extendable;
  plan: Plan;
  /** Resolves once no visitor is in the way of the page, of those that are asked for at once, or it has waited long. */
  untilIdle: (waits: () => boolean, at: number) => Promise<unknown>;
  /** Whether anything may be asked for. */
  allowed: () => boolean;
  /** Is told of progress, now and then. */
  tell: (progress: Progress) => void;
}

/** Milliseconds for which a step asks for pages: Firefox ends what an event waits for after a minute. */
const STEP_MS = 20_000;
/** Milliseconds after which a page that has not come is given up. */
const PAGE_TIMEOUT_MS = 15_000;
/** Milliseconds between two notes of how far it is. */
const PROGRESS_INTERVAL_MS = 250;
/**
 * How many pages are under way at once, asked for or not yet stored, over HTTP/1.1 and over connections that carry many:
 * so many are asked for once more when the worker is ended. Browsers have six connections over HTTP/1.1; what two more
 * bring is written meanwhile.
 */
const [HTTP1_CONCURRENCY, HTTP2_CONCURRENCY] = [8, 32];
/** Milliseconds in which pages gather to be written together, where many are under way: one by one costs more. */
const BATCH_MS = 20;

/** How many pages may be under way, by what the origin was seen to speak; undefined until it was. */
function capacity(): number | undefined {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const seen = entries.find(
    ({ name, nextHopProtocol }) => nextHopProtocol && name.startsWith(location.origin),
  );
  return seen && (/^h[23]/.test(seen.nextHopProtocol) ? HTTP2_CONCURRENCY : HTTP1_CONCURRENCY);
}

/** Waits until what has come may be written together, where that is worth it. */
function createWriteBatch(isWorthIt: () => boolean): () => Promise<unknown> {
  let gathering: Promise<unknown> | undefined;
  return async () =>
    isWorthIt()
      ? (gathering ??= sleep(BATCH_MS).finally(() => {
          gathering = undefined;
        }))
      : undefined;
}

interface WarmHooks {
  batchWrites: () => Promise<unknown>;
  onBroken: () => void;
  onFull: (error: unknown) => void;
}

/** The context, with an ear for trouble of the store, and for what it means that the browser has no more room. */
const withHooks = (context: Context, { batchWrites, onBroken, onFull }: WarmHooks): Context => ({
  ...context,
  batchWrites,
  report(error) {
    const { code, cause } = error as { code?: string; cause?: { name?: string } };
    if (cause?.name === 'QuotaExceededError') onFull(error);
    else {
      if (code === 'storage') onBroken();
      context.report(error);
    }
  },
});

/** Asks for one page. Returns its bytes once it is stored, or undefined where the origin is in trouble. */
async function warmPage(
  context: Context,
  event: Extendable,
  { target, fence }: DuePage,
  unused: number,
): Promise<number | undefined> {
  const stored = fence === undefined ? await lookUp(context, target) : { fence };
  const usedAt = stored.body ? stored.entry.usedAt : unused;
  const { flight } = fetchCollapsed(context, event, { ...target, request: undefined, usedAt }, stored);
  const late = sleep(PAGE_TIMEOUT_MS);
  const answer = await Promise.race([flight.answer, late]);
  if (!answer) return undefined;
  const { response, verdict } = answer;
  if (verdict.kind === 'failed' && (!response || response.status === 429 || response.status === 503))
    return undefined;
  const outcome = await Promise.race([flight.settled, late]);
  return outcome?.page?.entry.size ?? 0;
}

/** Goes on with the plan until it is done, the step's time is over, or something speaks against it. */
export async function takeStep(options: StepOptions): Promise<void> {
  const { context: given, routes, event, plan, untilIdle, allowed, tell } = options;
  const { now, report, config } = given;
  const tracker = trackProgress(given, plan, tell);
  let broken = false;
  let concurrency = config.warm ? config.warm.concurrency : undefined;
  const startedAt = now();
  const workers: Promise<void>[] = [];
  const context = withHooks(given, {
    batchWrites: createWriteBatch(() => workers.length > HTTP1_CONCURRENCY),
    onBroken() {
      broken = true;
    },
    onFull: (error) => tracker.fill(error),
  });
  const next = createDuePages(context, routes, plan, (place, size) => tracker.finish(place, size));
  const goOn = (): boolean => !tracker.isHalted() && allowed() && Math.abs(now() - startedAt) < STEP_MS;

  const spawn = (count: number): void => {
    while (workers.length < count && goOn())
      workers.push(
        work(workers.length).catch((error: unknown) => {
          tracker.halt();
          report(error);
        }),
      );
  };
  const work = async (at: number): Promise<void> => {
    for (let page; goOn() && (page = await next());) {
      await untilIdle(goOn, at);
      if (!goOn()) return;
      const size = await warmPage(context, event, page, unusedAt(plan.queue.at, page.place));
      // What a store in trouble does not keep would be asked for in vain, one page after the other.
      if (size === undefined || broken) {
        tracker.trouble(page.place);
        return;
      }
      tracker.finish(page.place, size);
      tracker.succeed();
      spawn((concurrency ??= capacity()) ?? HTTP1_CONCURRENCY);
    }
  };

  const ticking = setInterval(() => tracker.note().catch(report), PROGRESS_INTERVAL_MS);
  spawn(plan.progress.failures ? 1 : (concurrency ?? HTTP1_CONCURRENCY));
  for (const worker of workers) await worker;
  clearInterval(ticking);
  await tracker.note();
}
