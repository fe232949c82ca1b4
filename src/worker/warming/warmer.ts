/**
 * Warming: fetches the pages that routes name in `paths`, before a visitor requests them. Any event may take a step. The
 * progress is in the store, since the browser may stop the worker at any time; the next step continues from there. No
 * step runs while the worker installs, and steps yield to visitors' requests.
 */
import type { Progress } from '../../core/cache/warm-queue.js';
import { isAhead } from '../../core/cache/freshness.js';
import { isWithinNextDay, planOf, type PathSelection } from './plan.js';
import { takeStep } from './step.js';
import { isNavigation } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import type { Routes } from '../lookup/routes.js';
import { savesData } from '../runtime/save-data.js';
import { activeDeployment } from '../lookup/target.js';
import { sleep } from '../runtime/timers.js';

export interface Warmer {
  /** Takes a step, unless one runs, and keeps the event alive. @param paths `all`: the next step reads all paths again */
  run(event: Extendable, paths?: 'all'): void;
  /** Warming yields to this request. A navigation also starts a step. */
  visitorRequest(event: FetchEvent, response: Promise<unknown>): void;
}

/** After a visitor's request, more requests are likely within this time. */
const VISITOR_IDLE_MS = 300;
/** For `BUSY_MS` after a visitor's request, each page beyond these waits up to `MAX_WAIT_MS`. */
const BUSY_CONCURRENCY = 2;
const BUSY_MS = 5000;
/** Some visitors' requests never end. */
const MAX_WAIT_MS = 2000;

/** Makes warming wait while a visitor's request is in flight, or was a moment ago. */
function createYieldToVisitors(now: () => number) {
  let waiting = 0;
  let last = 0;
  const isBusy = (worker: number): boolean =>
    waiting > 0 || Math.abs(now() - last) < (worker < BUSY_CONCURRENCY ? VISITOR_IDLE_MS : BUSY_MS);
  return {
    async untilIdle(waits: () => boolean, worker = 0): Promise<void> {
      for (const since = now(); isBusy(worker) && waits() && Math.abs(now() - since) < MAX_WAIT_MS;)
        await sleep(50);
    },
    noteRequest(response: Promise<unknown>): void {
      const end = (): void => {
        waiting -= 1;
        last = now();
      };
      waiting += 1;
      response.then(end, end);
    },
  };
}

export function createWarmer(context: Context, routes: Routes): Warmer {
  const { config, settings, now, online, isReplaced, report, notifier } = context;
  const yieldToVisitors = createYieldToVisitors(now);
  let running: Promise<unknown> | undefined;
  let selection: PathSelection = 'due';
  /** From the `Save-Data` header of the last request. */
  let saveDataHeader = false;
  /** Nothing is to do for this deployment until then (milliseconds since the epoch). */
  let rest = { deployment: '', until: 0 };

  const allowed = (): boolean => {
    const ignoresSaveData = config.warm && config.warm.saveData === 'ignore';
    return online() && !isReplaced() && (ignoresSaveData || !(saveDataHeader || savesData()));
  };
  const step = async (event: Extendable, deployment: string): Promise<void> => {
    const stepSelection = selection;
    selection = 'due';
    const plan = await planOf(context, routes, deployment, stepSelection);
    const total = plan.queue.pages.length;
    const { done, full, retryAt } = plan.progress;
    rest = { deployment, until: plan.until };
    if (done >= total || full) return;
    rest.until = isAhead(retryAt, now()) ? retryAt : 0;
    if (rest.until) return;
    const onProgress = ({ done, beyond, full }: Progress): void => {
      const count = done + beyond.length;
      notifier.tell('warm', { done: count, total: full ? count : total });
    };
    await takeStep({
      context,
      routes,
      event,
      plan,
      allowed,
      onProgress,
      untilIdle: (waits, worker) => yieldToVisitors.untilIdle(waits, worker),
    });
  };
  const run = async (event: Extendable): Promise<void> => {
    const stored = await settings();
    const deployment = activeDeployment(context, stored);
    const rests = rest.deployment === deployment && isWithinNextDay(rest.until, now());
    if (stored.draft || !allowed() || (rests && selection === 'due')) return;
    await yieldToVisitors.untilIdle(allowed);
    // While one worker replaces another, only one of them warms.
    const options = { ifAvailable: true };
    await navigator.locks.request('isr:ahead', options, async (lock) => lock && step(event, deployment));
  };
  return {
    run(event, paths) {
      selection = paths ?? selection;
      running ??= run(event)
        .catch(report)
        .finally(() => {
          running = undefined;
        });
      event.waitUntil(running);
    },
    visitorRequest(event, response) {
      yieldToVisitors.noteRequest(response);
      saveDataHeader = event.request.headers.get('save-data') === 'on';
      if (isNavigation(event.request)) this.run(event);
    },
  };
}
