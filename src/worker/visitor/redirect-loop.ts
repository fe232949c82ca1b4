/** Detects redirect loops before the browser shows its own error page. */
import type { Context } from '../runtime/context.js';
import { perWorker } from '../runtime/worker-state.js';

export interface RedirectLoops {
  /**
   * Counts a redirect of this URL. True if it has redirected the same navigation too often. All redirects of one
   * navigation have the same `resultingClientId`. Never true without that ID: browsers then stop the loop themselves.
   */
  closes(event: Visit): boolean;
  /** Counts a redirect to a remembered destination, offline. True from the second one in the same navigation. */
  repeats(event: Visit): boolean;
}

type Visit = Pick<FetchEvent, 'request' | 'resultingClientId'>;

/** Browsers follow 20 redirects: a loop of two URLs passes each ten times. A login passes one URL twice. */
const MAX_REDIRECTS = 5;
/** Counts start again after this time. */
const WINDOW_MS = 10_000;

export function createRedirectLoops(now: () => number): RedirectLoops {
  let since = 0;
  let counts = new Map<string, number>();
  const count = ({ request, resultingClientId }: Visit, kind = ''): number => {
    if (Math.abs(now() - since) > WINDOW_MS) {
      since = now();
      counts = new Map();
    }
    const visit = `${kind}${resultingClientId} ${request.url}`;
    const times = (counts.get(visit) ?? 0) + 1;
    counts.set(visit, times);
    return times;
  };
  return {
    closes: (visit) => count(visit) > MAX_REDIRECTS && !!visit.resultingClientId,
    repeats: (visit) => count(visit, 'alias ') > 1,
  };
}

export const redirectLoops = perWorker(({ now }: Pick<Context, 'memory' | 'now'>) =>
  createRedirectLoops(now),
);
