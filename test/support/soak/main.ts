/** `npm run soak`: a random walk of hours, in Chromium: see test/soak.mjs. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchChromium } from '../chromium.js';
import { engineOf } from '../engines.js';
import { walkAtRandom } from '../walk/walk.js';
import { compare, describeComparison, type Sample } from './compare.js';
import { takeSample } from './sample.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** Milliseconds between two steps. */
    pause: { type: 'string', default: '0' },
    report: { type: 'string' },
    'without-worker': { type: 'boolean', default: false },
  },
});
/** Fewer pages than the shop has: pages are evicted all the time. Short lifetimes: they are regenerated all the time. */
const CONFIG = `routes: [{ match: '/*', revalidate: '20s' }], limits: { maxEntries: 14 }`;
const SAMPLES = 24;
/** A worker that lives for hours shows what it leaks. */
const WITHOUT = ['the worker is stopped'];
/** What only a worker can do: to show pages offline, and to obey commands. */
const WITHOUT_WORKER = ['the shop goes away', 'pages expire, soft', 'pages expire, hard', 'all is forgotten'];

const hasWorker = !values['without-worker'];
const [minutes, seed, pause] = [Number(values.minutes), Number(values.seed), Number(values.pause)];
const [startedAt, span] = [performance.now(), minutes * 60_000];
const samples: Sample[] = [];
const lineOf = ({ minute, workerHeap, browser, stored, entries, hit, network }: Sample): string =>
  `${minute.toFixed(1)} min: worker's heap ${workerHeap.toFixed(2)} MB, browser ${browser.toFixed(0)} MB, ` +
  `stored ${stored.toFixed(2)} MB in ${entries} entries, hit ${hit.toFixed(1)} ms, network ${network.toFixed(1)} ms`;

console.log(`A walk of ${minutes} minutes with the seed ${seed}${hasWorker ? '' : ', without a worker'}`);
const chromium = await launchChromium();
try {
  const page = await chromium.newPage();
  const engine = await engineOf(chromium, page, () => chromium.close());
  const result = await walkAtRandom({
    engine,
    seed,
    steps: Infinity,
    config: CONFIG,
    hasWorker,
    without: [...WITHOUT, ...(hasWorker ? [] : WITHOUT_WORKER)],
    async onStep(_taken, walk) {
      await sleep(pause);
      const passed = performance.now() - startedAt;
      if (walk.isOnline && passed >= (samples.length * span) / SAMPLES) {
        const sample = { minute: passed / 60_000, ...(await takeSample(page, walk, { hasWorker })) };
        samples.push(sample);
        console.log(lineOf(sample));
      }
      return passed < span || !walk.isOnline;
    },
  });
  const comparison = compare(samples);
  const { steps, hits, offline, requests } = result;
  console.log(
    `${steps} steps in ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes, ${hits} hits, ` +
      `${offline} pages offline, ${requests} requests: no page that was wrong.\n${describeComparison(comparison)}`,
  );
  if (values.report)
    await writeFile(
      values.report,
      JSON.stringify({ seed, minutes, ...result, comparison, samples }, null, 2),
    );
  if (comparison.hasGrown) process.exitCode = 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await chromium.close();
}
