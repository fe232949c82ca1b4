/** What is simulated: the numbers of the model, with the defaults of docs/scale.md. */

/**
 * @typedef {object} Scenario
 * @property {number} seed
 * @property {number} browsers that have visited the site, or will
 * @property {number} sample how many of them are simulated one by one, at most. Each stands for `browsers / sample`
 * @property {number} days simulated; the last one is measured
 * @property {number} sessionsPerDay of a browser, on average. Single browsers' rates are exponentially distributed
 * @property {number} pagesPerSession on average, geometrically distributed
 * @property {number} dwell seconds on a page, on average
 * @property {number} hidden share of page views after which the tab is hidden for a while
 * @property {number} hiddenFor seconds, on average
 * @property {number} night how much the hours differ: 0 is not at all, 1 nobody at 8:00 and most at 20:00
 * @property {number} pages of the site
 * @property {number} zipf exponent of their popularity
 * @property {number} revalidate seconds that a page is fresh
 * @property {number} poll seconds between two polls of a browser, ± 20 %
 * @property {'sse' | 'none'} live how open pages hear of events
 * @property {number} settle seconds that a page is open before it connects
 * @property {boolean} eager whether routes are `eager`: a browser fetches pages when it learns of their invalidation
 * @property {number} jitter longest random pause before an eager fetch, in seconds
 * @property {number} pops places of the CDN, each with a cache of its own
 * @property {number} sMaxage seconds for which the CDN keeps the tail of the feed
 * @property {number} chunk events of a catch-up answer, which the CDN keeps for ever once it is full
 * @property {boolean} collapse whether the CDN sends one request at a time for the same URL
 * @property {number} latency seconds from the CDN to the feed and back
 * @property {number} render seconds that the origin takes for a page
 * @property {number} edits of an editor, each of one page, per hour from 8:00 to 18:00
 * @property {number} burst products that an import changes at 11:00 of the measured day
 * @property {number} batch names in each event of that import
 * @property {boolean} hard whether the measured day has a hard invalidation of all pages at 20:00
 */

/** @type {Scenario} */
export const DEFAULTS = {
  seed: 1,
  browsers: 100_000,
  sample: 50_000,
  days: 7,
  sessionsPerDay: 0.3,
  pagesPerSession: 5,
  dwell: 40,
  hidden: 0.2,
  hiddenFor: 300,
  night: 0.7,
  pages: 10_000,
  zipf: 1,
  revalidate: 86_400,
  poll: 60,
  live: 'sse',
  settle: 0,
  eager: false,
  jitter: 10,
  pops: 30,
  sMaxage: 2,
  chunk: 500,
  collapse: true,
  latency: 0.1,
  render: 0.3,
  edits: 20,
  burst: 1000,
  batch: 1,
  hard: true,
};

export const HOUR = 3600;
export const DAY = 86_400;

/**
 * An invalidation in the feed; its sequence is its place in the list, from 1.
 * @typedef {{ at: number, kind: Kind, pages: number[] | 'all', isHard: boolean }} Invalidation
 * @typedef {'edit' | 'burst' | 'hard'} Kind
 */

/**
 * Every invalidation of a run, in the order of time.
 * @param {Scenario} scenario @param {import('./random.mjs').Random} random @param {() => number} drawPage
 * @returns {Invalidation[]}
 */
export function invalidationsOf({ days, edits, burst, batch, pages, hard }, random, drawPage) {
  /** @type {Invalidation[]} */
  const all = [];
  for (let at = 0; edits > 0;) {
    at -= (Math.log(1 - random()) * HOUR) / edits;
    if (at >= days * DAY) break;
    const hour = (at % DAY) / HOUR;
    if (hour >= 8 && hour < 18) all.push({ at, kind: 'edit', pages: [drawPage()], isHard: false });
  }
  const lastDay = (days - 1) * DAY;
  for (let first = 0; first < burst; first += batch) {
    const some = Array.from(
      { length: Math.min(batch, burst - first) },
      (_, index) => (first + index) % pages,
    );
    // 100 products a second.
    all.push({ at: lastDay + 11 * HOUR + first / 100, kind: 'burst', pages: some, isHard: false });
  }
  if (hard) all.push({ at: lastDay + 20 * HOUR, kind: 'hard', pages: 'all', isHard: true });
  return all.sort((a, b) => a.at - b.at);
}

/** How busy the hour is, beside the mean: most at 20:00. @param {number} time @param {number} night */
export const busyness = (time, night) => 1 + night * Math.cos((2 * Math.PI * (time - 20 * HOUR)) / DAY);

/** Bytes of an answer without events (304), of another one's headers, of an event, and of each name in it. */
export const BYTES = { unchanged: 220, headers: 420, event: 65, name: 25 };

/** @param {Invalidation | undefined} event */
export const bytesOf = (event) =>
  BYTES.event + BYTES.name * (!event || event.pages === 'all' ? 1 : event.pages.length);
