/** Notices redirects that lead in a circle, before the browser gives up with a page of its own. */

export interface Circles {
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
const OFTEN = 5;
/** Milliseconds. */
const OF_LATE = 10_000;

export function createCircles(now: () => number): Circles {
  let since = 0;
  let seen = new Map<string, number>();
  const count = ({ request, resultingClientId }: Visit, of = ''): number => {
    if (Math.abs(now() - since) > OF_LATE) {
      since = now();
      seen = new Map();
    }
    const visit = `${of}${resultingClientId} ${request.url}`;
    const times = (seen.get(visit) ?? 0) + 1;
    seen.set(visit, times);
    return times;
  };
  return {
    closes: (visit) => count(visit) > OFTEN && !!visit.resultingClientId,
    repeats: (visit) => count(visit, 'alias ') > 1,
  };
}
