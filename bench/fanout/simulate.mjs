/** Runs a scenario: `(scenario) → figures`, without any effect. The same seed gives the same figures. */
import { browserOf } from './browser.mjs';
import { feedCache, pageCache } from './cdn.mjs';
import { logOf } from './log.mjs';
import { measures as measuresOf } from './measures.mjs';
import { queue as queueOf } from './queue.mjs';
import { drawerOf, randomOf, zipfWeights } from './random.mjs';
import { bytesOf, DAY, DEFAULTS, invalidationsOf } from './scenario.mjs';

/** @typedef {import('./scenario.mjs').Scenario} Scenario */

/**
 * @typedef {object} World
 * @property {Scenario} scenario
 * @property {import('./random.mjs').Random} random of everything but the visits
 * @property {import('./log.mjs').Log} log
 * @property {import('./queue.mjs').Queue<(now: number) => void>} queue
 * @property {import('./measures.mjs').Measures} measures
 * @property {ReturnType<typeof import('./cdn.mjs').feedCache>} feed
 * @property {ReturnType<typeof import('./cdn.mjs').pageCache>} site
 * @property {(random: import('./random.mjs').Random) => number} drawPage
 * @property {Set<import('./browser.mjs').Browser>} connected
 */

/** An open page asks for its new version so many seconds after an event: its way, and the pause of up to 0.2 s. @param {import('./random.mjs').Random} random */
const deliverySeconds = (random) => 0.05 + 0.25 * random();

/** How many browsers each simulated one stands for. @param {Pick<Scenario, 'browsers' | 'sample'>} scenario */
export const weightOf = ({ browsers, sample }) => Math.max(1, Math.ceil(browsers / sample));

/** @param {Partial<Scenario>} options */
export function simulate(options) {
  const scenario = { ...DEFAULTS, ...options };
  const weight = weightOf(scenario);
  const end = scenario.days * DAY;
  const random = randomOf(scenario.seed);
  const drawPage = drawerOf(zipfWeights(scenario.pages, scenario.zipf));
  const drawPop = drawerOf(zipfWeights(scenario.pops, 0.5));
  const eventRandom = randomOf(scenario.seed + 1);
  const invalidations = invalidationsOf(scenario, eventRandom, () => drawPage(eventRandom));
  const log = logOf(invalidations);
  const measures = measuresOf({ from: end - DAY, weight });
  /** @type {import('./queue.mjs').Queue<(now: number) => void>} */
  const queue = queueOf();
  const feed = feedCache(scenario, { log, weight, random });
  const site = pageCache(scenario, { weight, random, drawPage, drawPop });
  /** @type {Set<import('./browser.mjs').Browser>} */
  const connected = new Set();
  /** @type {World} */
  const world = { scenario, random, log, queue, measures, feed, site, drawPage, connected };

  invalidations.forEach((event, index) => {
    const { at, pages } = event;
    queue.push(at, (now) => {
      site.purge(now, pages);
      measures.add('messages', now, connected.size);
      measures.add('feedBytes', now, connected.size * bytesOf(event));
      // The others learn it no later than when they leave their page.
      for (const browser of connected)
        if (scenario.eager || pages === 'all' || pages.some((page) => browser.isOn(page)))
          queue.push(now + deliverySeconds(random), (later) => browser.learn(later, index + 1));
    });
  });
  const browsers = Array.from({ length: Math.round(scenario.browsers / weight) }, (_, index) => {
    const own = randomOf(Math.imul(scenario.seed + 7, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
    return browserOf(world, { random: own, pop: drawPop(own) });
  });
  for (const browser of browsers) browser.plan(0);
  while (queue.nextTime() < end) {
    const next = queue.pop();
    next?.action(next.time);
  }
  for (const browser of browsers) browser.endView();
  return {
    scenario,
    weight,
    invalidations: invalidations.length,
    stillOpen: connected.size * weight,
    ...measures.result(),
  };
}

/** @typedef {ReturnType<typeof simulate>} Outcome */
