import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { expectedFills, feedCache } from '../../bench/fanout/cdn.mjs';
import { figuresOf, growingShares, sumOf } from '../../bench/fanout/figures.mjs';
import { logOf } from '../../bench/fanout/log.mjs';
import { drawerOf, exponential, randomOf, zipfWeights } from '../../bench/fanout/random.mjs';
import { simulate } from '../../bench/fanout/simulate.mjs';

const SMALL = { browsers: 500, days: 2, pages: 200, burst: 50, sessionsPerDay: 1 };

function assertNear(actual: number, expected: number, tolerance: number): void {
  assert.ok(
    Math.abs(actual - expected) <= tolerance * expected,
    `${actual} is not within ${100 * tolerance} % of ${expected}`,
  );
}

describe('the simulation of the feed', () => {
  it('gives the same figures for the same seed, and others for another', () => {
    const [first, again, other] = [1, 1, 2].map((seed) =>
      JSON.stringify(figuresOf(simulate({ ...SMALL, seed }))),
    );
    assert.equal(first, again);
    assert.notEqual(first, other);
  });

  for (const live of ['sse', 'none'] as const)
    for (const sample of [500, 125])
      it(`loses no visit, connection or request (live: ${live}, ${sample} simulated)`, () => {
        const { sights, totals, stillOpen, series } = simulate({ ...SMALL, live, sample, eager: true });
        assert.ok(totals.started > 1000);
        assert.equal(sumOf(Object.values(sights)), totals.started);
        assert.equal(totals.opened, totals.closed + stillOpen);
        assert.equal(totals.opened > 0, live === 'sse');
        assert.ok(sumOf(series.fills) <= sumOf(series.polls));
        assert.ok(sumOf(series.renders) <= sumOf(series.uncollapsed));
        assert.ok(sumOf(series.uncollapsed) <= sumOf(series.pageRequests));
      });

  it('has the same visits whatever the feed does', () => {
    const visits = [{}, { live: 'none' as const }, { poll: 600 }, { eager: true }, { sMaxage: 60 }].map(
      (options) => simulate({ ...SMALL, ...options }).totals.started,
    );
    assert.equal(new Set(visits).size, 1);
  });

  it('shows more visits only the old page where browsers poll less', () => {
    const old = [15, 300, 3600].map(
      (poll) => simulate({ ...SMALL, edits: 200, live: 'none', poll }).sights.old,
    );
    assert.deepEqual(
      old,
      [...old].sort((a, b) => a - b),
    );
    assert.ok((old[0] ?? 0) < (old[2] ?? 0));
  });

  it('agrees with itself where one browser stands for several', () => {
    const [exact, scaled] = [2000, 500].map((sample) =>
      figuresOf(simulate({ ...SMALL, browsers: 2000, sample })),
    );
    assert.ok(exact && scaled);
    assert.equal(scaled.weight, 4);
    assertNear(scaled.visits, exact.visits, 0.1);
    assertNear(scaled.feed.edge.mean, exact.feed.edge.mean, 0.1);
    assertNear(scaled.feed.behindCdn.mean, exact.feed.behindCdn.mean, 0.15);
  });
});

describe('closed forms', () => {
  it('browsers that visit all the time learn of an event after half a poll', () => {
    const { learning } = simulate({
      ...{ browsers: 4, days: 1, sessionsPerDay: 20, pagesPerSession: 5000, dwell: 3, hidden: 0, night: 0 },
      ...{ live: 'none', poll: 60, sMaxage: 0, edits: 60, burst: 0, hard: false },
    });
    // The pause is 60 s ± 20 % and then the wait for the next visit. Half of E[X²] / E[X], and the answer's 0.1 s.
    const [mean, variance] = [60 + 3, 12 ** 2 / 3 + 3 ** 2];
    assert.ok(learning.count > 500);
    assertNear(learning.sum / learning.count, (mean ** 2 + variance) / (2 * mean) + 0.1, 0.08);
  });

  it('open connections are the rate of new ones times how long they last (Little)', () => {
    const { series } = simulate({ ...SMALL, browsers: 1500, dwell: 40 });
    assertNear(sumOf(series.connections), sumOf(series.connects) * 40, 0.05);
  });

  it('a CDN asks for the tail once every S + 1/λ seconds', () => {
    const random = randomOf(3);
    const [perSecond, sMaxage] = [0.7, 2];
    const scenario = { sMaxage, chunk: 100, collapse: true, latency: 0.1 };
    const ask = feedCache(scenario, { log: logOf([]), weight: 1, random });
    let [now, fills] = [1, 0];
    while (now < 20_000) {
      now += exponential(random, 1 / perSecond);
      fills += ask(now, 0, 0).fills;
    }
    assertNear(fills / now, 1 / (sMaxage + 1 / perSecond), 0.03);
    // The same by one browser that stands for 70, seen every 100 s.
    assertNear(expectedFills(70, 100, sMaxage) / 100, 1 / (sMaxage + 1 / perSecond), 1e-9);
  });

  it('a jitter of 10 s spreads eager requests over 10 s', () => {
    const base = { ...SMALL, days: 1, browsers: 1500, sessionsPerDay: 10, eager: true, edits: 0, burst: 0 };
    const [none, spread] = [0, 10].map((jitter) => {
      const herd = simulate({ ...base, jitter }).series.pageRequests.subarray(20 * 3600, 20 * 3600 + 11);
      return { total: sumOf(herd), peak: Math.max(...herd) };
    });
    assert.ok(none && spread);
    assertNear(spread.total, none.total, 0.2);
    assert.ok(none.peak > 0.7 * none.total);
    assert.ok(spread.peak < 0.3 * spread.total);
  });

  it('pages are drawn by their weights', () => {
    const weights = zipfWeights(5, 1);
    const [random, draw] = [randomOf(5), drawerOf(weights)];
    const drawn = Array.from({ length: 50_000 }, () => draw(random));
    weights.forEach((weight, page) =>
      assertNear(drawn.filter((one) => one === page).length / drawn.length, weight, 0.05),
    );
  });
});

describe('the figures', () => {
  it('shares grow with the time since the change, and keep their sum', () => {
    assert.deepEqual(growingShares([1, 1, 0, 4], [2, 4, 0, 4]), [2 / 6, 2 / 6, 2 / 6, 1]);
    const { lags } = simulate(SMALL);
    for (const { all, atOnce, inTime } of Object.values(lags)) {
      const [first, second] = [growingShares(atOnce, all), growingShares(inTime, all)];
      first.forEach((share: number, bin: number) => {
        assert.ok(share >= (first[bin - 1] ?? 0));
        assert.ok(share <= (second[bin] ?? 0) + 1e-12);
      });
    }
  });

  it('the command prints them as JSON, and refuses a wrong option', () => {
    const run = (...args: string[]): string =>
      execFileSync(process.execPath, ['bench/fanout/run.mjs', ...args], { encoding: 'utf8', stdio: 'pipe' });
    const [one] = JSON.parse(run('--browsers', '200', '--days', '1', '--json')) as {
      figures: { browsers: number };
    }[];
    assert.equal(one?.figures.browsers, 200);
    assert.throws(() => run('--poll', 'often'), /Failed to read "--poll often"/);
  });
});
