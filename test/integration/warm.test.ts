/** Pages that are generated ahead, in real Chromium: every one is asked for once, whatever ends in the meantime. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import type { Origin } from '../support/origin.js';
import { eventsOf, NOTING_CLIENT } from '../support/page-client.js';
import { until, useSite, type Site } from '../support/site.js';

/** How many pages are under way at once over HTTP/1.1: asked for, or not yet stored. */
const AT_ONCE = 8;

const pathsBelow = (folder: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `/${folder}/${at}`);

const sitemap = (paths: readonly string[], more = ''): string =>
  `<?xml version="1.0"?><urlset>${paths.map((path) => `<url><loc>${path}</loc>${more}</url>`).join('')}</urlset>`;

const LIST = pathsBelow('list', 30);
const RETURNED = pathsBelow('returned', 5);
const NAMED = pathsBelow('named', 10);
const DOCS = ['/docs/start', '/docs/more'];
const MANY = pathsBelow('many', 200);

const XML = { 'Content-Type': 'application/xml' };

function prepare(origin: Origin): void {
  origin.page('/home', { body: `<!doctype html><title>Home</title>${NOTING_CLIENT}` });
  for (const path of [...LIST, ...RETURNED, ...NAMED, ...DOCS, '/docs/other'])
    origin.page(path, { delay: 20 });
  for (const path of MANY) origin.page(path, { delay: 150 });
  origin.page('/returned.json', {
    body: JSON.stringify(RETURNED),
    headers: { 'Content-Type': 'application/json' },
  });
  const files = ['/one.xml', '/two.xml.gz'].map((loc) => `<sitemap><loc>${loc}</loc></sitemap>`);
  origin.page('/index.xml', { body: `<sitemapindex>${files.join('')}</sitemapindex>`, headers: XML });
  origin.page('/one.xml', { body: sitemap(NAMED.slice(0, 5)), headers: XML });
  origin.handle('/two.xml.gz', (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/gzip' }).end(gzipSync(sitemap(NAMED.slice(5))));
  });
  origin.page('/docs.xml', { body: sitemap([...DOCS, '/list/0']), headers: XML });
}

/** What was asked for below a folder, sorted. */
const askedBelow = ({ origin }: Site, folder: string): string[] =>
  origin
    .requests()
    .map(({ url }) => url)
    .filter((url) => url.startsWith(`/${folder}/`))
    .sort();

/** The paths of the pages that are stored by now, as the database itself says. */
const storedPaths = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('sw-isr');
        opening.onerror = () => reject(opening.error ?? new Error('it does not open'));
        opening.onsuccess = () => {
          const all = opening.result.transaction('entries').objectStore('entries').getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(all.result.map(({ url }: { url: string }) => new URL(url).pathname));
          };
        };
      }),
  );

const progress = async (page: Page): Promise<{ done: number; total: number }[]> =>
  (await eventsOf(page))
    .filter(({ type }) => type === 'warm')
    .map(({ detail }) => detail as { done: number; total: number });

const isDone = async (page: Page): Promise<boolean> => {
  const last = (await progress(page)).at(-1);
  return last !== undefined && last.done === last.total;
};

/** Waits until nothing below a folder has been asked for in a second; tells how much was. */
async function settled(site: Site, folder: string): Promise<number> {
  let before = -1;
  await until(`${folder} is left alone`, async () => {
    const count = askedBelow(site, folder).length;
    const same = count === before;
    before = count;
    await sleep(1_000);
    return same;
  });
  return before;
}

describe('pages are generated ahead', () => {
  const site = useSite(
    `routes: [
      { match: '/list/*', paths: ${JSON.stringify(LIST)} },
      { match: '/returned/*', paths: async () => (await fetch('/returned.json')).json() },
      { match: '/named/*', paths: { sitemap: '/index.xml' } },
      { match: '/docs/*', fallback: false, paths: { sitemap: '/docs.xml' } },
      { match: '/home', revalidate: 0 },
    ]`,
    prepare,
  );

  it('by a list, by a function and by a sitemap with zipped parts: each is asked for once', async () => {
    const all = { list: LIST, returned: RETURNED, named: NAMED, docs: DOCS };
    for (const [folder, paths] of Object.entries(all))
      await until(`${folder} is asked for`, () => askedBelow(site, folder).length >= paths.length);
    await sleep(1_000);
    for (const [folder, paths] of Object.entries(all))
      assert.deepEqual(askedBelow(site, folder), [...paths].sort());
    for (const path of ['/list/29', '/returned/0', '/named/9', '/docs/more'])
      assert.equal((await site.visit(path)).cacheStatus?.hit, true, path);
  });

  it('without cookies (rule 25)', () => {
    for (const { headers } of site.origin.requests('/list/3')) assert.equal(headers.cookie, undefined);
  });

  it('a route with fallback: false answers what its sitemap names, and nothing else (rule 11)', async () => {
    for (let times = 0; times < 2; times++)
      assert.equal((await site.visit('/docs/other')).cacheStatus?.detail, 'unlisted');
    assert.equal(askedBelow(site, 'docs').filter((path) => path === '/docs/other').length, 2);
  });

  it('and not again by a worker that was stopped', async () => {
    site.origin.forget();
    await site.chromium.stopWorkers();
    await (await site.open('/home')).close();
    await sleep(1_500);
    for (const folder of ['list', 'returned', 'named', 'docs'])
      assert.deepEqual(askedBelow(site, folder), []);
  });
});

describe('while pages are generated ahead', () => {
  const site = useSite(
    `routes: [{ match: '/many/*', paths: ${JSON.stringify(MANY)} }, { match: '/home', revalidate: 0 }]`,
    prepare,
  );
  const count = (): number => askedBelow(site, 'many').length;
  const asked = (number: number) => until(`${number} are asked for`, () => count() >= number, 60);

  /** How often each page that is stored by now was asked for. */
  const storedNow = async (page: Page): Promise<(readonly [path: string, times: number])[]> =>
    (await storedPaths(page)).map((path) => [path, site.origin.requests(path).length] as const);

  it('the worker and the browser may end: it goes on where it was, and no stored page is asked for twice', async () => {
    const page = await site.open('/home');
    await asked(40);
    // A page that has heard of nothing asks for nothing.
    await until('the page is told', async () => (await progress(page)).length > 0);
    const before = count();
    const early = await storedNow(page);
    assert.ok(early.length >= before - AT_ONCE, `${before} were asked for, ${early.length} are stored`);
    await site.chromium.stopWorkers();
    const stoppedAt = count();
    // The open page notices that the worker has fallen silent.
    await asked(stoppedAt + 20);
    const later = await storedNow(page);
    await page.close();
    await site.chromium.relaunch();
    const again = await site.open('/home');
    await until('all is there', () => isDone(again), 60);
    const told = await progress(again);
    assert.deepEqual(told.at(-1), { done: MANY.length, total: MANY.length });
    const done = told.map((one) => one.done);
    assert.deepEqual(
      done,
      [...done].sort((one, other) => one - other),
    );
    assert.deepEqual([...new Set(askedBelow(site, 'many'))], [...MANY].sort());
    for (const [path, times] of [...early, ...later])
      assert.equal(site.origin.requests(path).length, times, `"${path}" was asked for when it was stored`);
    // Nobody has the answers that were on their way when the worker ended, and when the browser did.
    const twice = count() - MANY.length;
    assert.ok(twice <= 2 * AT_ONCE, `${twice} pages were asked for twice; at most those under way may be`);
  });
});

describe('generating ahead makes way', () => {
  const site = useSite(
    `routes: [{ match: '/many/*', paths: ${JSON.stringify(MANY)} }, { match: '/home', revalidate: 0 }, { match: '/page' }]`,
    (origin) => {
      prepare(origin);
      origin.page('/page');
    },
  );
  const count = (): number => askedBelow(site, 'many').length;

  it('for a visitor, whose pages come before those whose turn it is', async () => {
    const page = await site.open('/home');
    await until('it is under way', () => count() > 10);
    const visit = await site.visit('/page', page);
    assert.equal(visit.status, 200);
    // One whose turn has not come is theirs at once, and is not asked for again.
    assert.equal(site.origin.requests('/many/190').length, 0, 'its turn had come before');
    assert.equal((await site.visit('/many/190', page)).status, 200);
    assert.equal(site.origin.requests('/many/190').length, 1);
    assert.ok(count() < MANY.length, 'it was all over before');
  });

  it('for a visitor who saves data, and goes on when they no longer do', async () => {
    const page = await site.open('/page');
    await page.evaluate(() => fetch('/page', { headers: { 'Save-Data': 'on', Accept: 'text/html' } }));
    const then = await settled(site, 'many');
    assert.ok(then < MANY.length, 'it was all over before');
    await page.reload();
    await until('it goes on', () => count() > then);
    await page.close();
  });

  it('while there is no network, and goes on when there is', async () => {
    const page = await site.open('/home');
    const target = await site.chromium.browser.waitForTarget((one) => one.url().endsWith('/sw.js'));
    const session = await target.createCDPSession();
    const network = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    await session.send('Network.emulateNetworkConditions', { offline: true, ...network });
    const then = await settled(site, 'many');
    assert.ok(then < MANY.length, 'it was all over before');
    await session.send('Network.emulateNetworkConditions', { offline: false, ...network });
    await page.reload();
    await until('all is there', () => isDone(page), 60);
    assert.deepEqual([...new Set(askedBelow(site, 'many'))], [...MANY].sort());
  });
});

describe('nothing is generated ahead', () => {
  const site = useSite(
    `warm: false, routes: [
      { match: '/list/*', paths: ${JSON.stringify(LIST)} },
      { match: '/docs/*', fallback: false, paths: { sitemap: '/docs.xml' } },
    ]`,
    prepare,
  );

  it('with warm: false; what a route with fallback: false answers is known all the same', async () => {
    await until('the sitemap is read', () => site.origin.requests('/docs.xml').length > 0);
    await site.store('/docs/start');
    assert.equal((await site.visit('/docs/other')).cacheStatus?.detail, 'unlisted');
    assert.deepEqual(askedBelow(site, 'list'), []);
    assert.deepEqual(askedBelow(site, 'docs'), ['/docs/other']);
  });
});
