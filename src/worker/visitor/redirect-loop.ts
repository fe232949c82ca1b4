/** Notices redirect loops before the browser gives up with an error page of its own. */
import type { Context } from '../runtime/context.js';
import { perWorker } from '../runtime/worker-state.js';

export interface RedirectLoops {
  /**
   * Notes that this URL redirects. True where it has redirected one navigation too often: all redirects of one lead to
   * the same client, and each visit has its own. Never true where that client has no name: browsers stop by themselves.
   */
  closes(event: Visit): boolean;
  /** Notes that this URL is about to redirect as it did once. True where it did so for this navigation already. */
  repeats(event: Visit): boolean;
}

type Visit = Pick<FetchEvent, 'request' | 'resultingClientId'>;

/** Browsers follow 20 redirects, a circle of two URLs passes each of them ten times; a login passes one twice. */
const MAX_REDIRECTS = 5;
/** Milliseconds. */
const WINDOW_MS = 10_000;

export function createRedirectLoops(now: () => number): RedirectLoops {
  let since = 0;
  let seen = new Map<string, number>();
  const count = ({ request, resultingClientId }: Visit, of = ''): number => {
    if (Math.abs(now() - since) > WINDOW_MS) {
      since = now();
      seen = new Map();
    }
    const visit = `${of}${resultingClientId} ${request.url}`;
    const times = (seen.get(visit) ?? 0) + 1;
    seen.set(visit, times);
    return times;
  };
  return {
    closes: (visit) => count(visit) > MAX_REDIRECTS && !!visit.resultingClientId,
    repeats: (visit) => count(visit, 'alias ') > 1,
  };
}

/** The loops of this worker's redirects. */
export const redirectLoops = perWorker(({ now }: Pick<Context, 'memory' | 'now'>) =>
  createRedirectLoops(now),
);
