/** The runs behind docs/scale.md: their scenarios, and the three plots. */
import { chart } from './chart.mjs';
import { curveOf, figuresOf } from './figures.mjs';
import { lagOf } from './measures.mjs';
import { DEFAULTS, HOUR } from './scenario.mjs';

/**
 * @typedef {import('./scenario.mjs').Scenario} Scenario
 * @typedef {import('./figures.mjs').Figures} Figures
 * @typedef {{ name: string, figures: Figures, atOnce: number[], inTime: number[], herd: number[] }} Run
 */

/** Seconds before and after the hard invalidation that are plotted. */
const AROUND = { before: 5, after: 25 };

/** @param {Partial<Scenario>} base @returns {[string, Partial<Scenario>][]} */
export function experimentsOf(base) {
  const million = { ...base, browsers: 1_000_000 };
  // A herd lasts seconds, in which a small sample has too few browsers open.
  const closer = { ...million, sample: 2 * (base.sample ?? DEFAULTS.sample) };
  return [
    ...[10_000, 100_000, 1_000_000, 10_000_000].map(
      (browsers) =>
        /** @type {[string, Partial<Scenario>]} */ ([
          `${browsers.toLocaleString('en')} browsers`,
          { ...base, browsers },
        ]),
    ),
    ['SSE after 5 s on a page', { ...million, settle: 5 }],
    ['no SSE, poll 15 s', { ...million, live: 'none', poll: 15 }],
    ['no SSE, poll 60 s', { ...million, live: 'none' }],
    ['no SSE, poll 300 s', { ...million, live: 'none', poll: 300 }],
    ['no SSE, s-maxage 0', { ...million, live: 'none', sMaxage: 0 }],
    ['no SSE, s-maxage 30', { ...million, live: 'none', sMaxage: 30 }],
    ['import as 10 events of 100', { ...million, batch: 100 }],
    ['a shield before the origin', { ...million, pops: 1 }],
    ['not eager', closer],
    ['eager, jitter 0 s', { ...closer, eager: true, jitter: 0 }],
    ['eager, jitter 10 s', { ...closer, eager: true }],
  ];
}

/** What is kept of a run. @param {string} name @param {import('./simulate.mjs').Outcome} outcome @returns {Run} */
export function runOf(name, outcome) {
  const around = outcome.series.pageRequests.subarray(20 * HOUR - AROUND.before, 20 * HOUR + AROUND.after);
  return {
    name,
    figures: figuresOf(outcome),
    atOnce: curveOf(outcome.lags, 'atOnce'),
    inTime: curveOf(outcome.lags, 'inTime'),
    herd: [...around],
  };
}

/** @param {number[]} shares @returns {[number, number][]} */
const byLag = (shares) => shares.map((share, bin) => [lagOf(bin), 100 * share]);

/** @param {Run[]} runs @returns {Record<string, string>} the plots, by the names of their files */
export function plotsOf(runs) {
  const find = (/** @type {string} */ name) => {
    const found = runs.find((run) => run.name === name);
    if (!found) throw new Error(`Failed to plot "${name}": there is no such run. Run all experiments.`);
    return found;
  };
  const sse = find('1,000,000 browsers');
  const polled = find('no SSE, poll 60 s');
  const sizes = runs.slice(0, 4);
  const sized = (/** @type {(figures: Figures) => number} */ of) =>
    sizes.map(({ figures }) => /** @type {[number, number]} */ ([figures.browsers, of(figures)]));
  return {
    'fanout-visits.svg': chart({
      title: 'Visits that see the new page, by the time since the change',
      description:
        'Model, one million browsers. With SSE or with a poll of 60 seconds, nearly all visits see the new page while they are open. The share that sees it at once grows with the hours and days.',
      x: {
        label: 'time since the page was invalidated',
        min: 1,
        max: 604_800,
        isLog: true,
        ticks: [
          [1, '1 s'],
          [10, '10 s'],
          [60, '1 min'],
          [600, '10 min'],
          [3600, '1 h'],
          [36_000, '10 h'],
          [86_400, '1 d'],
          [604_800, '7 d'],
        ],
      },
      y: { label: 'visits', min: 0, max: 100, ticks: [0, 25, 50, 75, 100].map((at) => [at, `${at} %`]) },
      lines: [
        { label: 'SSE: during the visit', points: byLag(sse.inTime) },
        { label: 'no SSE, poll 60 s: during the visit', points: byLag(polled.inTime) },
        { label: 'SSE: at once', points: byLag(sse.atOnce) },
        { label: 'no SSE, poll 60 s: at once', points: byLag(polled.atOnce) },
      ],
    }),
    'fanout-load.svg': chart({
      title: 'Requests per second in the busiest minute, by the number of browsers',
      description:
        'Model. Requests at the CDN, new SSE connections and open connections grow with the browsers; requests that reach the feed grow more slowly.',
      x: {
        label: 'browsers',
        min: 10_000,
        max: 10_000_000,
        isLog: true,
        ticks: [
          [10_000, '10⁴'],
          [100_000, '10⁵'],
          [1_000_000, '10⁶'],
          [10_000_000, '10⁷'],
        ],
      },
      y: {
        label: 'per second, or open',
        min: 0.1,
        max: 100_000,
        isLog: true,
        ticks: [0.1, 1, 10, 100, 1000, 10_000, 100_000].map((at) => [at, at.toLocaleString('en')]),
      },
      lines: [
        { label: 'feed requests at the CDN', points: sized(({ feed }) => feed.edge.peak) },
        { label: 'feed requests behind the CDN', points: sized(({ feed }) => feed.behindCdn.peak) },
        { label: 'new SSE connections', points: sized(({ feed }) => feed.connects.peak) },
        { label: 'open SSE connections', points: sized(({ connections }) => connections.peak) },
      ],
    }),
    'fanout-herd.svg': chart({
      title: 'Page requests per second around a hard invalidation of all pages',
      description:
        'Model, one million browsers, as requested from the CDN. Open pages are fetched at once. Eager routes without jitter add a peak in the same second; with a jitter of ten seconds it is spread.',
      x: {
        label: 'seconds since the invalidation',
        min: -AROUND.before,
        max: AROUND.after,
        ticks: [-5, 0, 5, 10, 15, 20, 25].map((at) => [at, `${at}`]),
      },
      y: {
        label: 'requests per second',
        min: 10,
        max: 50_000,
        isLog: true,
        ticks: [10, 100, 1000, 10_000].map((at) => [at, at.toLocaleString('en')]),
      },
      lines: [
        ['eager, jitter 0 s', 'eager, no jitter'],
        ['eager, jitter 10 s', 'eager, jitter 10 s'],
        ['not eager', 'not eager'],
      ].map(([name = '', label = '']) => ({
        label,
        points: find(name).herd.map((value, second) => [second - AROUND.before, value]),
      })),
    }),
  };
}
