/** What has been invalidated by when: the feed's log, asked by sequence and by time. */

/** @typedef {import('./scenario.mjs').Invalidation} Invalidation */

/** How many of the ascending numbers are at most `limit`. @param {readonly number[]} sorted @param {number} limit */
export function countUpTo(sorted, limit) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {readonly Invalidation[]} invalidations in the order of time */
export function logOf(invalidations) {
  const times = invalidations.map(({ at }) => at);
  const everything = /** @type {number[]} */ ([]);
  /** @type {Map<number, number[]>} the sequences that concern a page */
  const byPage = new Map();
  invalidations.forEach(({ pages }, index) => {
    if (pages === 'all') return everything.push(index + 1);
    for (const page of pages) byPage.set(page, [...(byPage.get(page) ?? []), index + 1]);
  });

  return {
    /** The sequence of the newest event at this time; 0 if there is none. @param {number} time */
    sequenceAt: (time) => countUpTo(times, time),
    /** @param {number} sequence */
    event: (sequence) => invalidations[sequence - 1],
    /** The last event up to a sequence that concerns the page. @param {number} page @param {number} sequence */
    lastOn(page, sequence) {
      const own = byPage.get(page) ?? [];
      const last = Math.max(
        own[countUpTo(own, sequence) - 1] ?? 0,
        everything[countUpTo(everything, sequence) - 1] ?? 0,
      );
      return invalidations[last - 1];
    },
  };
}

/** @typedef {ReturnType<typeof logOf>} Log */
