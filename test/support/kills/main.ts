/** `npm run test:kills`: see test/kills.mjs. */
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { PageInfo, PrefetchResult, Stats } from '../../../src/shared/results.js';
import { inPage } from '../page-client.js';
import { prepareBrowser, type EngineName } from './browser.js';
import { PATHS, startShop, type Shop } from './shop.js';

/** The longest time (ms) between the first write and the kill. */
const LONGEST_WAIT_MS = 400;
/** How many of the stored pages are visited after each kill. */
const VISITS = 4;

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '100' },
    engine: { type: 'string', default: 'Chromium' },
  },
});

/** The version that each page has at least, as the browser said that it was stored. */
const acknowledged = new Map<string, number>();
let stored = 0;
let visits = 0;

const summary = (kills: number): string =>
  `${kills} kills, ${stored} pages stored before, ${visits} visited afterwards`;

const pick = <T>(from: readonly T[], count: number): T[] =>
  [...from].sort(() => Math.random() - 0.5).slice(0, count);

/** Makes all pages stale, and stores some anew without end. It notes what the browser says is stored. */
async function writeUntilKilled(page: Page, shop: Shop): Promise<void> {
  for (;;) {
    const paths = pick(PATHS, 6);
    const before = new Map(paths.map((path) => [path, shop.versionOf(path)]));
    const results = await inPage<PrefetchResult[]>(
      page,
      `await isr.revalidatePath('/a', { prefix: true }); return isr.prefetch(${JSON.stringify(paths)});`,
    );
    for (const { url, outcome } of results) {
      const { pathname } = new URL(url);
      if (outcome !== 'stored') continue;
      stored += 1;
      acknowledged.set(pathname, (before.get(pathname) ?? 0) + 1);
    }
  }
}

/** Visits stored pages while the site is away: each is whole, one version, and no older than was said. */
async function assertNothingIsLost(page: Page): Promise<void> {
  for (const path of pick([...acknowledged.keys()], VISITS)) {
    const response = await page.goto(new URL(path, page.url()).href);
    const body = (await response?.text()) ?? '';
    const version = Number(response?.headers()['x-version']);
    visits += 1;
    assert.ok(
      body.includes(`${path} version ${version}.`) && body.endsWith('</html>'),
      `mixed or cut: ${body.slice(0, 200)}`,
    );
    assert.ok(
      version >= (acknowledged.get(path) ?? 0),
      `${path}: version ${version} of ${acknowledged.get(path)}`,
    );
  }
}

/** The totals are the sums of what is listed. */
async function assertTotalsAreTrue(page: Page): Promise<void> {
  const [stats, pages] = await inPage<[Stats, PageInfo[]]>(
    page,
    'return [await isr.stats(), await isr.pages({ limit: 1000 })];',
  );
  const bytes = pages.reduce((sum, { size }) => sum + size, 0);
  assert.deepEqual({ entries: stats.entries, bytes: stats.bytes }, { entries: pages.length, bytes });
}

async function playAll(times: number, engine: EngineName): Promise<void> {
  const shop = await startShop();
  const browser = await prepareBrowser(engine);
  try {
    for (let count = 0; count <= times; count++) {
      const page = await browser.open();
      if (count > 0) await shop.origin.unplug();
      await page.goto(`${shop.origin.url}/a/home`);
      if (count > 0) {
        await assertTotalsAreTrue(page);
        await assertNothingIsLost(page);
        await shop.origin.plug();
        await page.goto(`${shop.origin.url}/a/home`);
      } else {
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
        await page.reload();
        await inPage(page, `await isr.prefetch(['/a/home', ...${JSON.stringify(PATHS)}]);`);
      }
      const writing = writeUntilKilled(page, shop).catch(() => undefined);
      await sleep(Math.random() * LONGEST_WAIT_MS + (count > 0 ? 0 : 2000));
      await browser.kill();
      await writing;
      if (count % 10 === 0) console.log(summary(count));
    }
    assert.ok(stored > times, 'pages were written before the browser was killed');
    console.log(`${engine}: ${summary(times)}: none lost, cut or mixed; the totals were true sums.`);
  } finally {
    await browser.end();
    await shop.origin.close();
  }
}

await playAll(Number(values.times), values.engine === 'Firefox' ? 'Firefox' : 'Chromium');
