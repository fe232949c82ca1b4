/** One step of generating pages ahead: asks for some of the plan's pages, and notes how far it came. */
import { advanced, unusedAt, type Progress } from '../core/ahead.js';
import { retryDelay } from '../core/backoff.js';
import { failure } from '../core/errors.js';
import { createDuePages, type DuePage } from './ahead-due.js';
import type { Plan } from './ahead-plan.js';
import type { Context, Lifetime } from './context.js';
import { launch } from './flights.js';
import type { Routes } from './routes.js';
import { lookUp } from './target.js';
import { sleep } from './time.js';

export interface StepOptions {
  context: Context;
  routes: Routes;
  event: Lifetime;
  plan: Plan;
  /** Resolves once no visitor is in the way of the page, of those that are asked for at once, or it has waited long. */
  quiet: (waits: () => boolean, at: number) => Promise<unknown>;
  /** Whether anything may be asked for. */
  allowed: () => boolean;
  /** Is told of progress, now and then. */
  tell: (progress: Progress) => void;
}

/** Milliseconds for which a step asks for pages: Firefox ends what an event waits for after a minute. */
const STEP = 20_000;
/** Milliseconds after which a page that has not come is given up. */
const PATIENCE = 15_000;
/** Milliseconds between two notes of how far it is. */
const TICK = 250;
/**
 * How many pages are under way at once, asked for or not yet stored, over HTTP/1.1 and over connections that carry many:
 * so many are asked for once more when the worker is ended. Browsers have six connections over HTTP/1.1; what two more
 * bring is written meanwhile.
 */
const [FEW, MANY] = [8, 32];
/** Milliseconds in which pages gather to be written together, where many are under way: one by one costs more. */
const GATHER = 20;
/** The part of `limits.maxBytes` that is generated ahead: beyond, pages would push each other out. */
const SHARE = 0.9;
/** So many times in a row the origin is in trouble; then it is taken for that of one page. */
const MAX_FAILURES = 3;

/** How many pages may be under way, by what the origin was seen to speak; undefined until it was. */
function capacity(): number | undefined {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const seen = entries.find(
    ({ name, nextHopProtocol }) => nextHopProtocol && name.startsWith(location.origin),
  );
  return seen && (/^h[23]/.test(seen.nextHopProtocol) ? MANY : FEW);
}

/** The context, with an ear for trouble of the store, and for what it means that the browser has no more room. */
const listening = (
  context: Context,
  gather: () => Promise<unknown>,
  onBroken: () => void,
  onFull: (error: unknown) => void,
): Context => ({
  ...context,
  gather,
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
async function ask(
  context: Context,
  event: Lifetime,
  { target, fence }: DuePage,
  unused: number,
): Promise<number | undefined> {
  const stored = fence === undefined ? await lookUp(context, target) : { fence };
  const usedAt = stored.body ? stored.entry.usedAt : unused;
  const { flight } = launch(context, event, { ...target, request: undefined, usedAt }, stored);
  const late = sleep(PATIENCE);
  const answer = await Promise.race([flight.asked, late]);
  if (!answer) return undefined;
  const { response, verdict } = answer;
  if (verdict.kind === 'failed' && (!response || response.status === 429 || response.status === 503))
    return undefined;
  const outcome = await Promise.race([flight.landed, late]);
  return outcome?.page?.entry.size ?? 0;
}

/** Goes on with the plan until it is done, the step's time is over, or something speaks against it. */
export async function takeStep(options: StepOptions): Promise<Progress> {
  const { routes, event, plan, quiet, allowed, tell } = options;
  const { use, now, random, online, report, config } = options.context;
  let { progress } = plan;
  let [halted, broken] = [false, false];
  let noted = progress;
  let most = config.warm ? config.warm.concurrency : undefined;
  const startedAt = now();

  const onBroken = (): void => {
    broken = true;
  };
  const crew: Promise<void>[] = [];
  let gathering: Promise<unknown> | undefined;
  const gather = async (): Promise<unknown> =>
    crew.length > FEW
      ? (gathering ??= sleep(GATHER).finally(() => {
          gathering = undefined;
        }))
      : undefined;
  const context = listening(options.context, gather, onBroken, (error) => {
    if (!progress.full)
      report(
        failure(
          'storage',
          'generate all pages ahead',
          'the browser has no more room',
          'Name fewer paths',
          error,
        ),
      );
    progress = { ...progress, full: true };
    halted = true;
  });
  const note = async (): Promise<void> => {
    if (noted === progress) return;
    noted = progress;
    tell(progress);
    await use((store) => store.setState(`${plan.deployment}\nprogress`, noted)).catch(report);
  };
  const finish = (place: number, size = 0): void => {
    progress = advanced(progress, place, size);
    if (progress.bytes > config.limits.maxBytes * SHARE) halted = true;
  };
  const next = createDuePages(context, routes, plan, finish);

  const goOn = (): boolean => !halted && allowed() && Math.abs(now() - startedAt) < STEP;
  const trouble = ({ place }: DuePage): void => {
    // That there is no network is not the origin's fault.
    if (halted || !online()) return;
    halted = true;
    const failures = progress.failures + 1;
    const retryAt = now() + retryDelay(30, failures, random()) * 1000;
    if (failures >= MAX_FAILURES) finish(place);
    progress = { ...progress, failures, retryAt };
  };
  const hire = (count: number): void => {
    while (crew.length < count && goOn())
      crew.push(
        work(crew.length).catch((error: unknown) => {
          halted = true;
          report(error);
        }),
      );
  };
  const work = async (at: number): Promise<void> => {
    for (let page; goOn() && (page = await next());) {
      await quiet(goOn, at);
      if (!goOn()) return;
      const size = await ask(context, event, page, unusedAt(plan.queue.at, page.place));
      // What a store in trouble does not keep would be asked for in vain, one page after the other.
      if (size === undefined || broken) {
        trouble(page);
        return;
      }
      finish(page.place, size);
      progress = { ...progress, failures: 0 };
      hire((most ??= capacity()) ?? FEW);
    }
  };

  const ticking = setInterval(() => note().catch(report), TICK);
  hire(progress.failures ? 1 : (most ?? FEW));
  for (const worker of crew) await worker;
  clearInterval(ticking);
  await note();
  return progress;
}
