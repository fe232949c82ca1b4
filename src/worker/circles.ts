/** Notices redirects that lead in a circle, before the browser gives up with a page of its own. */

export interface Circles {
  /** Notes that this URL redirects. True where it has done so too often of late. */
  closes(url: string): boolean;
}

/** Browsers follow 20 redirects, a circle of two URLs passes each of them ten times; a login passes one twice. */
const OFTEN = 5;
/** Milliseconds. */
const OF_LATE = 10_000;

export function createCircles(now: () => number): Circles {
  let since = 0;
  let seen = new Map<string, number>();
  return {
    closes(url) {
      if (Math.abs(now() - since) > OF_LATE) {
        since = now();
        seen = new Map();
      }
      const times = (seen.get(url) ?? 0) + 1;
      seen.set(url, times);
      return times > OFTEN;
    },
  };
}
