/** Runs the rows that were asked for, one after the other. */
import { setTimeout as sleep } from 'node:timers/promises';
import { enter, newBench, wanted, withoutFault } from './bench.mjs';
import { launchBrowser } from './browser.mjs';
import { bundling } from './contenders/bundle.mjs';
import { CONTENDERS } from './contenders/contenders.mjs';
import { rows } from './rows/rows.mjs';
import { closeSites } from './site.mjs';

/**
 * @param {import('./options.mjs').Options} options
 * @param {(line: string) => void} say
 */
export async function runRows(options, say) {
  bundling.minify = !options.smoke;
  const browser = await launchBrowser();
  try {
    const bench = await newBench(browser, options);
    const asked = wanted(rows, options.only);
    if (!asked.every(({ apart }) => apart))
      for (const contender of wanted(CONTENDERS, options.only)) await enter(bench, contender);
    // What was just stored is still being written.
    await sleep(options.settle);
    /** @type {import('./bench.mjs').Measured} */
    const measured = {};
    for (const { name, run } of asked) {
      const startedAt = performance.now();
      Object.assign(measured, await withoutFault(bench, () => run(bench)));
      say(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    }
    await closeSites(bench.sites.values());
    const { faults, leftOut } = bench;
    return { measured, faults, leftOut, waits: bench.idle.seen, browser: browser.version };
  } finally {
    await browser.close();
  }
}
