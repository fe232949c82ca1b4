/**
 * `npm run bench:inspector`: how long the inspector takes to open on a site with 10,000 stored pages, and how smoothly
 * the list of them scrolls, in Chromium. `--pages 2000` takes another number, `--runs 5` repeats it so often.
 */
import { parseArgs } from 'node:util';
import { launchIn, startSite, storePages } from './site.mjs';

const { values } = parseArgs({
  options: { pages: { type: 'string', default: '10000' }, runs: { type: 'string', default: '11' } },
});
const [pages, runs] = [Number(values.pages), Number(values.runs)];

/** @param {number[]} numbers */
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/**
 * Looks at each frame whether rows are there, and whether all are counted. In the page, from `start` on.
 */
const WATCH = `
  globalThis.watchInspector = (find, start) => new Promise((resolve) => {
    const seen = {};
    const look = () => {
      const view = find()?.shadowRoot?.querySelector('isr-pages')?.shadowRoot;
      if (!seen.first && view?.querySelector('.rows .row .title')) seen.first = performance.now() - start;
      const count = view?.querySelector('.count')?.textContent ?? '';
      if (seen.first && /pages\\s*$/.test(count)) resolve({ ...seen, all: performance.now() - start, count: count.trim() });
      else requestAnimationFrame(look);
    };
    look();
  });`;

/** @param {import('puppeteer-core').Page} tab @param {string} url */
async function openPage(tab, url) {
  await tab.goto('about:blank');
  await tab.goto(`${url}/__isr`, { waitUntil: 'domcontentloaded' });
  return tab.evaluate(`watchInspector(() => document.querySelector('isr-inspector'), 0)`);
}

/** @param {import('puppeteer-core').Page} tab @param {string} url */
async function openPill(tab, url) {
  await tab.goto(`${url}/start`);
  await tab.waitForFunction('document.querySelector("isr-pill")?.shadowRoot');
  return tab.evaluate(`(() => {
    const root = document.querySelector('isr-pill').shadowRoot;
    const start = performance.now();
    root.querySelector('.pill').click();
    return watchInspector(() => root.querySelector('isr-inspector'), start);
  })()`);
}

/** Frames a second while the list is scrolled from its begin to its end. */
const SCROLL = `new Promise((resolve) => {
  const rows = document.querySelector('isr-inspector').shadowRoot.querySelector('isr-pages').shadowRoot.querySelector('.rows');
  const [start, duration, times] = [performance.now(), 4000, []];
  const step = (now) => {
    times.push(now);
    rows.scrollTop = Math.min(1, (now - start) / duration) * SPEED * duration;
    if (now - start < duration) requestAnimationFrame(step);
    else {
      const gaps = times.slice(1).map((time, at) => time - times[at]).sort((a, b) => a - b);
      resolve({
        fps: (1000 * gaps.length) / (times.at(-1) - times[0]),
        worst: gaps.at(-1),
        p95: gaps[Math.floor(gaps.length * 0.95)],
        blank: rows.querySelectorAll('.row').length,
      });
    }
  };
  requestAnimationFrame(step);
})`;

const site = await startSite();
const { browser, tab } = await launchIn(site.url);
try {
  await storePages(tab, pages);
  await tab.setViewport({ width: 1280, height: 860 });
  await tab.evaluateOnNewDocument(WATCH);
  for (const [name, open] of /** @type {const} */ ([
    ['/__isr', openPage],
    ['<isr-pill>', openPill],
  ])) {
    const seen = [];
    for (let run = 0; run < runs; run++) seen.push(await open(tab, site.url));
    const of = (/** @type {string} */ key) => seen.map((one) => one[key]);
    console.log(
      `${name}: first rows after ${Math.round(median(of('first')))} ms, ${seen[0].count} after ${Math.round(median(of('all')))} ms (median of ${runs})`,
    );
  }
  await openPage(tab, site.url);
  // Pixels a millisecond: a wheel that is turned, a bar that is dragged.
  for (const speed of [2, 20, 90]) {
    const { fps, p95, worst } = await tab.evaluate(SCROLL.replace('SPEED', String(speed)));
    console.log(
      `scrolling ${speed * 1000} pixels a second: ${fps.toFixed(1)} frames a second, 95 % within ${p95.toFixed(1)} ms, the longest ${worst.toFixed(0)} ms`,
    );
  }
} finally {
  await browser.close();
  site.close();
}
