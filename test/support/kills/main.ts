/** `npm run test:kills`: see test/kills.mjs. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { PageInfo, PrefetchResult, Stats } from '../../../src/shared/results.js';
import { inPage } from '../page-client.js';
import { prepareBrowser, type EngineName, type KilledBrowser } from './browser.js';
import { PATHS, startShop, type Shop } from './shop.js';

/** The longest time (ms) between the first write and the kill. */
const LONGEST_WAIT_MS = 400;
/** A refill of the hot tier begins one to two seconds after the last write, and takes about so long (ms). */
const REFILL_BEGINS_MS = 4000;
const REFILL_MS = 120;
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
/** The pages that were visited: only they are copied to the hot tier. */
const visited = new Set<string>();
let stored = 0;
let visits = 0;
/** How many kills came while the hot tier was refilled; after how many it had copies that a worker can read; how many. */
let refills = 0;
let filled = 0;
let copies = 0;

const summary = (kills: number): string =>
  `${kills} kills, ${refills} of them in a refill; ${stored} pages stored before, ${visits} visited afterwards, ` +
  `${copies} copies in ${filled} hot tiers compared`;

const pick = <T>(from: readonly T[], count: number): T[] =>
  [...from].sort(() => Math.random() - 0.5).slice(0, count);

/** Makes all pages stale, and stores some anew. It notes what the browser says is stored. */
async function write(page: Page, shop: Shop, from: readonly string[]): Promise<void> {
  const paths = pick(from, 6);
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

async function writeUntilKilled(page: Page, shop: Shop): Promise<void> {
  for (;;) await write(page, shop, PATHS);
}

/** Waits until the worker holds the hot tier's lock alone: it refills the tier then. @returns whether that has come */
const refillBegins = (page: Page): Promise<boolean> =>
  page.evaluate(async (patience) => {
    for (const end = performance.now() + patience; performance.now() < end;) {
      const { held = [] } = await navigator.locks.query();
      if (held.some(({ name, mode }) => name === 'isr:hot' && mode === 'exclusive')) return true;
    }
    return false;
  }, REFILL_BEGINS_MS);

/** Where the hot tier can be read, it says what the database says. */
async function assertTierIsTrue(page: Page): Promise<void> {
  await page.evaluate(await readFile('test/support/fault-harness/audit.js', 'utf8'));
  const found = (await page.evaluate('harnessAudit.auditTier()')) as { copies: number; wrong: string[] };
  assert.deepEqual(found.wrong, []);
  if (found.copies) filled += 1;
  copies += found.copies;
}

/** Visits stored pages while the site is away: each is whole, one version, and no older than was said. */
async function assertNothingIsLost(page: Page): Promise<void> {
  for (const path of pick([...acknowledged.keys()], VISITS)) {
    const response = await page.goto(new URL(path, page.url()).href);
    const body = (await response?.text()) ?? '';
    const version = Number(response?.headers()['x-version']);
    visits += 1;
    visited.add(path);
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

/** Kills the browser while the hot tier is refilled, or while pages are written; each second time with a filled tier. */
async function killAtWork(browser: KilledBrowser, page: Page, shop: Shop, count: number): Promise<void> {
  if (count % 2 && visited.size) {
    await write(page, shop, [...visited]);
    if (await refillBegins(page)) refills += 1;
    await sleep(Math.random() * REFILL_MS);
    await browser.kill();
    return;
  }
  if (count % 4 === 0 && (await refillBegins(page))) await sleep(2 * REFILL_MS);
  const writing = writeUntilKilled(page, shop).catch(() => undefined);
  await sleep(Math.random() * LONGEST_WAIT_MS + (count > 0 ? 0 : 2000));
  await browser.kill();
  await writing;
}

async function playAll(times: number, engine: EngineName): Promise<void> {
  const shop = await startShop();
  const browser = await prepareBrowser(engine);
  try {
    for (let count = 0; count <= times; count++) {
      const page = await browser.open();
      if (count > 0) {
        // The worker leaves this page alone: it has written nothing since the kill.
        await page.goto(`${shop.origin.url}/offline`);
        await assertTierIsTrue(page);
        await shop.origin.unplug();
      }
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
      await killAtWork(browser, page, shop, count);
      if (count % 10 === 0) console.log(summary(count));
    }
    assert.ok(stored > times, 'pages were written before the browser was killed');
    if (times >= 20)
      assert.ok(refills > 0 && filled > 0, 'the hot tier was refilled before the browser was killed');
    console.log(
      `${engine}: ${summary(times)}: none lost, cut or mixed; the totals were true sums, and the tiers true copies.`,
    );
  } finally {
    await browser.end();
    await shop.origin.close();
  }
}

await playAll(Number(values.times), values.engine === 'Firefox' ? 'Firefox' : 'Chromium');
