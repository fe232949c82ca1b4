/** A page that nobody has seen, on an origin that takes two seconds: a loading shell against no worker. */
import { setTimeout as sleep } from 'node:timers/promises';
import { takeTurns } from '../bench.mjs';
import { contender } from '../contenders/contenders.mjs';
import { SHELL } from '../contenders/variants.mjs';
import { readFirstPaint, readVisit } from '../in-page.mjs';
import { closeSites, openSite } from '../site.mjs';
import { Fault } from '../visit.mjs';
import { sleepWorkers } from './cold.mjs';

/** Milliseconds to look for the page after the origin must have answered. */
const PATIENCE = 10_000;

/** The page itself, once it is parsed. A shell's document can go while it is looked at. @param {import('../browser.mjs').Tab} tab @param {string} path */
async function untilPage(tab, path) {
  for (const end = performance.now() + PATIENCE; performance.now() < end; await sleep(25)) {
    const seen = await tab.run(readVisit).catch(() => undefined);
    if (seen?.path === path && seen.parsed > 0) return seen;
  }
  throw new Fault(`shell ${path}: the page never came`);
}

/** @param {import('../bench.mjs').Bench} bench @param {import('../site.mjs').Site} site @param {number} delay */
async function watch({ tab, idle, fresh }, { origin, contender: { worker, name } }, delay) {
  const path = `/p/slow-${fresh()}`;
  await idle.wait();
  await tab.start(origin.url + path);
  const { firstPaint, startedAt, path: painted } = await tab.run(readFirstPaint);
  if (worker) {
    if (painted === path) throw new Fault(`${name} ${path}: no shell was painted`);
    await sleep(delay * 0.9);
  }
  const page = await untilPage(tab, path);
  if (origin.asked(path) !== 1) throw new Fault(`${name} ${path}: asked for ${origin.asked(path)} times`);
  return { 'shell-paint': firstPaint, 'shell-parsed': page.startedAt + page.parsed - startedAt };
}

/** @param {import('../bench.mjs').Bench} bench @returns {Promise<import('../bench.mjs').Measured>} */
export async function shell(bench) {
  const { slow: delay, few: n } = bench.options;
  const open = (/** @type {import('../contenders/contenders.mjs').Contender} */ one) =>
    openSite(one, bench.tab, { delay });
  const sites = { 'sw-isr': await open(SHELL), none: await open(contender('none')) };
  const step = (/** @type {import('../site.mjs').Site} */ site) => watch(bench, site, delay);
  try {
    const warm = await takeTurns(bench, sites, step, { n });
    const cold = await takeTurns(bench, sites, step, { n, before: () => sleepWorkers(bench) });
    return {
      ...warm,
      'shell-paint-cold': cold['shell-paint'] ?? {},
      'shell-parsed-cold': cold['shell-parsed'] ?? {},
    };
  } finally {
    await closeSites(Object.values(sites));
  }
}
