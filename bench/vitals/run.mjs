/**
 * `npm run bench:vitals`: Web Vitals of repeat visits to the demo sites, with the worker and without it, on an origin that
 * takes 500 ms for each page. Exits with 1 if a target is missed.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../machine.mjs';
import { median } from '../stats.mjs';
import { SITES } from './sites.mjs';
import { launch, openVisitor, visit } from './visit.mjs';

/** Targets: the largest paint of a stored page beside that of the same page without a worker; shifts. */
const [MAX_LCP_RATIO, MAX_CLS] = [0.5, 0];

const { values } = parseArgs({
  options: { n: { type: 'string', default: '7' }, delay: { type: 'string', default: '500' } },
});
const [rounds, delay] = [Number(values.n), Number(values.delay)];

/** @typedef {import('./visit.mjs').Vitals} Vitals */
/** @typedef {import('puppeteer-core').Page} Page */

/** Visits until the page comes from the store. @param {Page} page @param {string} url @param {string} press */
async function store(page, url, press) {
  for (let attempt = 0; attempt < 10; attempt++)
    if (['fresh', 'stale'].includes((await visit(page, url, press)).state ?? '')) return;
  throw new Error(`Failed to store "${url}": it never came from the store.`);
}

/**
 * The visitors take turns, so that what slows the machine slows both.
 * @param {{ page: Page, samples: Vitals[] }[]} visitors @param {string} url @param {string} press
 */
async function measure(visitors, url, press) {
  for (let round = 0; round < rounds; round++)
    for (const { page, samples } of round % 2 ? [...visitors].reverse() : visitors)
      samples.push(await visit(page, url, press));
}

/** What is not reported is below the browser's threshold. @type {Record<'LCP' | 'CLS' | 'INP', number>} */
const LEAST = { LCP: NaN, CLS: 0, INP: 16 };

/** @param {readonly Vitals[]} samples @param {'LCP' | 'CLS' | 'INP'} name */
const of = (samples, name) => median(samples.map((sample) => sample[name] ?? LEAST[name]));

/** @param {import('puppeteer-core').Browser} browser @param {import('./sites.mjs').Site} site */
async function measureSite(browser, { name, pages, press, open }) {
  const { url, close } = await open(delay);
  const rows = [];
  try {
    for (const path of pages) {
      const [bare, worker] = await Promise.all([openVisitor(browser, false), openVisitor(browser, true)]);
      await store(worker, url + path, press);
      await visit(bare, url + path, press);
      /** @type {{ page: Page, samples: Vitals[] }[]} */
      const visitors = [bare, worker].map((page) => ({ page, samples: [] }));
      await measure(visitors, url + path, press);
      const [without = [], by = []] = visitors.map(({ samples }) => samples);
      rows.push({ page: `${name} ${path}`, without, with: by });
      await Promise.all([bare, worker].map((page) => page.browserContext().close()));
    }
  } finally {
    await close();
  }
  return rows;
}

const browser = await launch();
const missed = [];
try {
  console.log(JSON.stringify(describeMachine(await browser.version())));
  console.log(`\nRepeat visits, an origin of ${delay} ms, ${rounds} visits each, medians\n`);
  console.log('| Page | LCP without | LCP with | ratio | CLS without | with | INP without | with |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const site of SITES)
    for (const { page, without, with: by } of await measureSite(browser, site)) {
      const ratio = of(by, 'LCP') / of(without, 'LCP');
      const shift = Math.max(...by.map(({ CLS = 0 }) => CLS));
      const [ms, cls] = [
        (/** @type {number} */ x) => `${Math.round(x)} ms`,
        (/** @type {number} */ x) => x.toFixed(3),
      ];
      const cells = [page, ms(of(without, 'LCP')), ms(of(by, 'LCP')), ratio.toFixed(2)];
      const press = (/** @type {Vitals[]} */ samples) =>
        of(samples, 'INP') <= LEAST.INP ? `≤ ${LEAST.INP} ms` : ms(of(samples, 'INP'));
      cells.push(cls(of(without, 'CLS')), cls(shift), press(without), press(by));
      console.log(`| ${cells.join(' | ')} |`);
      if (!(ratio <= MAX_LCP_RATIO)) missed.push(`${page}: the LCP ratio is ${ratio.toFixed(2)}`);
      if (shift > MAX_CLS) missed.push(`${page}: the CLS is ${shift}`);
    }
} finally {
  await browser.close();
}
for (const text of missed) console.error(`Missed: ${text}`);
process.exitCode = missed.length ? 1 : 0;
