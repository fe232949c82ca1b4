/**
 * Generates the pages ahead that routes name in `paths`, in steps that any event may take: the browser may end a
 * worker at any time, so that how far it is is in the store, and each step goes on from there. Never while the worker
 * installs, and never in the way of a visitor.
 */
import type { Progress } from '../../core/cache/warm-queue.js';
import { isAhead } from '../../core/cache/freshness.js';
import { isToCome, planOf, type Which } from './plan.js';
import { takeStep } from './step.js';
import { isNavigation } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import type { Routes } from '../lookup/routes.js';
import { savesData } from '../runtime/save-data.js';
import { activeDeployment } from '../lookup/target.js';
import { sleep } from '../runtime/timers.js';

export interface Warmer {
  /** Takes a step, unless one is under way, and keeps the event alive for it. `all`: the next one reads all paths anew. */
  run(event: Extendable, paths?: 'all'): void;
  /** A visitor asks for something, and goes first. */
  visitorRequest(event: FetchEvent, response: Promise<unknown>): void;
}

/** Milliseconds after a visitor's request in which more of theirs are likely. */
const VISITOR_IDLE_MS = 300;
/** How many pages are asked for at once while a visitor is about: for so many milliseconds after a request of theirs. */
const COMPANY = { most: 2, time: 5000 };
/** Milliseconds for which one page waits at most: some visitors' requests never end. */
const MAX_WAIT_MS = 2000;

/** Who makes way for visitors: none is waiting for an answer, and none was a moment ago. */
function createYieldToVisitors(now: () => number) {
  let waiting = 0;
  let last = 0;
  const isBusy = (at: number): boolean =>
    waiting > 0 || Math.abs(now() - last) < (at < COMPANY.most ? VISITOR_IDLE_MS : COMPANY.time);
  return {
    async untilIdle(waits: () => boolean, at = 0): Promise<void> {
      for (const since = now(); isBusy(at) && waits() && Math.abs(now() - since) < MAX_WAIT_MS;)
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
  /** Which paths are yet to be read. */
  let wanted: Which = 'due';
  let asksToSave = false;
  /** For which deployment there is nothing to do until when. */
  let rest = { deployment: '', until: 0 };

  const allowed = (): boolean => {
    const ignored = config.warm && config.warm.saveData === 'ignore';
    return online() && !isReplaced() && (ignored || !(asksToSave || savesData()));
  };
  const step = async (event: Extendable, deployment: string): Promise<void> => {
    const which = wanted;
    wanted = 'due';
    const plan = await planOf(context, routes, deployment, which);
    const total = plan.queue.pages.length;
    const { done, full, retryAt } = plan.progress;
    rest = { deployment, until: plan.until };
    if (done >= total || full) return;
    rest.until = isAhead(retryAt, now()) ? retryAt : 0;
    if (rest.until) return;
    const tell = ({ done, beyond, full }: Progress): void => {
      const count = done + beyond.length;
      notifier.tell('warm', { done: count, total: full ? count : total });
    };
    await takeStep({
      context,
      routes,
      event,
      plan,
      allowed,
      tell,
      untilIdle: (waits, at) => yieldToVisitors.untilIdle(waits, at),
    });
  };
  const run = async (event: Extendable): Promise<void> => {
    const known = await settings();
    const deployment = activeDeployment(context, known);
    const rests = rest.deployment === deployment && isToCome(rest.until, now());
    if (known.draft || !allowed() || (rests && wanted === 'due')) return;
    await yieldToVisitors.untilIdle(allowed);
    // Another worker may be at it, while one replaces the other.
    const options = { ifAvailable: true };
    await navigator.locks.request('isr:ahead', options, async (lock) => lock && step(event, deployment));
  };
  return {
    run(event, paths) {
      wanted = paths ?? wanted;
      running ??= run(event)
        .catch(report)
        .finally(() => {
          running = undefined;
        });
      event.waitUntil(running);
    },
    visitorRequest(event, response) {
      yieldToVisitors.noteRequest(response);
      asksToSave = event.request.headers.get('save-data') === 'on';
      if (isNavigation(event.request)) this.run(event);
    },
  };
}
