import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { Explanation, PageInfo, PrefetchResult, Stats } from '../../src/shared/messages.js';
import { failing } from '../support/faults.js';
import { html } from '../support/html.js';
import { eventOn, eventsOf, inPage, NOTING_CLIENT } from '../support/page-client.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [
  { match: '/account/*', revalidate: 0 },
  { match: '/mine/*', revalidate: 60, audience: 'user' },
  { match: '/shelled/*', revalidate: 60, fallback: true },
  { match: '/listed/*', revalidate: 60, fallback: false, paths: ['/listed/one'] },
  { match: '/strict/*', revalidate: 60, fallback: false, strict: true, paths: [] },
  { match: '/expiring/*', revalidate: 1, expire: 2 },
  { match: '/tagged/*', revalidate: 60, tags: ['all', 'some'] },
  { match: '/a/*', revalidate: 1 },
  { match: '/long/*', revalidate: 60 },
]`);

/** A tab on a page that loaded the client. */
async function open(path: string, words = 'old'): Promise<Page> {
  site.origin.page(path, { body: html(words, { head: NOTING_CLIENT }) });
  await site.store(path);
  const page = await site.chromium.newPage();
  await page.goto(site.origin.url + path);
  return page;
}

/** Reads a page in another tab, so that it is regenerated where it is stale. */
const regenerate = (path: string) => site.visit(path);

describe('the page is told', () => {
  it('"updated", when its regeneration changed it, and "unchanged" when not (rule 8)', async () => {
    const page = await open('/a/told');
    await sleep(1_500);
    await regenerate('/a/told');
    const same = await eventOn(page, 'unchanged');
    assert.equal(same.url, `${site.origin.url}/a/told`);
    assert.deepEqual(
      (await eventsOf(page)).filter(({ type }) => type === 'updated'),
      [],
    );
    site.origin.page('/a/told', { body: html('new') });
    await sleep(1_500);
    await regenerate('/a/told');
    const { url, generatedAt } = await eventOn(page, 'updated');
    assert.equal(url, `${site.origin.url}/a/told`);
    assert.ok(Math.abs(Date.now() - Number(generatedAt)) < 10_000);
    assert.equal(await page.$eval('main', ({ textContent }) => textContent), 'old', 'it was reloaded');
    await page.close();
  });

  it('nothing of a page that it does not show', async () => {
    const page = await open('/a/other');
    await site.storeStale('/a/told');
    site.origin.page('/a/told', { body: html('newer') });
    await regenerate('/a/told');
    await sleep(1_000);
    assert.deepEqual(
      (await eventsOf(page)).filter(({ detail }) => String(detail.url).endsWith('/a/told')),
      [],
    );
    await page.close();
  });

  it('"offline" when the origin cannot be reached, and "online" when it can again', async () => {
    const page = await open('/a/cut');
    await sleep(1_500);
    await site.origin.unplug();
    try {
      await regenerate('/a/cut');
      assert.equal((await eventOn(page, 'offline')).url, `${site.origin.url}/a/cut`);
    } finally {
      await site.origin.plug();
    }
    await until('"online" comes', async () => {
      await regenerate('/a/cut');
      return (await eventsOf(page)).some(({ type }) => type === 'online');
    });
    await page.close();
  });

  it('"served", how it was answered itself, and how a page it fetched was', async () => {
    const page = await open('/long/served');
    assert.equal((await eventOn(page, 'served')).url, `${site.origin.url}/long/served`);
    site.origin.page('/long/fetched', { body: html('fetched') });
    await site.store('/long/fetched');
    await page.evaluate(() => fetch('/long/fetched', { headers: { Accept: 'text/html' } }));
    await until('"served" comes for the fetch', async () =>
      (await eventsOf(page)).some(
        ({ type, detail }) =>
          type === 'served' && String(detail.url).endsWith('/long/fetched') && detail.state === 'fresh',
      ),
    );
    await page.close();
  });
});

describe('pages()', () => {
  it('lists what is stored, newest first, a part at a time', async () => {
    const page = await open('/tagged/here');
    await inPage(page, 'await isr.clear();');
    for (let index = 0; index < 7; index++) {
      site.origin.page(`/tagged/${index}`, { body: html('x', { title: `Number ${index}` }) });
      await site.visit(`/tagged/${index}`);
    }
    const parts = await inPage<PageInfo[][]>(
      page,
      `const parts = [];
      let after;
      do {
        const part = await isr.pages({ limit: 3, after });
        parts.push([...part]);
        after = part.next;
      } while (after);
      return parts;`,
    );
    assert.deepEqual(
      parts.map((part) => part.map(({ title }) => title)),
      [['Number 6', 'Number 5', 'Number 4'], ['Number 3', 'Number 2', 'Number 1'], ['Number 0']],
    );
    const info = parts[0]?.[0];
    assert.ok(info);
    assert.deepEqual([info.url, info.state, info.status], [`${site.origin.url}/tagged/6`, 'fresh', 200]);
    assert.ok(info.tags.includes('all') && info.tags.includes('some'));
    assert.equal(info.size, Buffer.byteLength(html('x', { title: 'Number 6' })));
    assert.ok(info.deployment.length > 0 && info.age >= 0 && info.lastUsedAt > 0);
    await page.close();
  });

  it('refuses a limit of none', async () => {
    const page = await open('/long/limit');
    const code = await inPage(page, 'return isr.pages({ limit: 0 }).catch(({ code }) => code);');
    assert.equal(code, 'bad-request');
    await page.close();
  });
});

describe('explain()', () => {
  it('says what a URL would get, and why', async () => {
    const page = await open('/long/explain');
    // Asked for as nobody: a visit would have all other pages shown again.
    site.origin.page('/a/private', { headers: { 'Cache-Control': 'private' } });
    await inPage(page, "await isr.prefetch(['/a/private']);");
    site.origin.page('/expiring/here');
    site.origin.page('/a/here');
    site.origin.page('/a/failing');
    await site.visit('/expiring/here');
    await site.visit('/a/here');
    await site.storeStale('/a/failing');
    site.origin.handle('/a/failing', failing(500));
    await site.visit('/a/failing');
    await until('the failure is known', async () => {
      const { why } = await inPage<Explanation>(page, `return isr.explain('/a/failing');`);
      return /failed/.test(why.join());
    });
    // By then the others are no longer fresh.
    await sleep(1_500);
    const cases: [string, string | null, string, RegExp][] = [
      ['/nowhere', null, 'none', /No route takes this URL/],
      ['/account/1', null, 'none', /revalidate is 0/],
      ['http://', null, 'none', /No route takes this URL/],
      ['https://elsewhere.example/', null, 'none', /No route takes this URL/],
      ['/mine/1', '/mine/*', 'none', /No user is set/],
      ['/shelled/1', '/shelled/*', 'miss', /loading shell/],
      ['/listed/one', '/listed/*', 'miss', /streamed; it is stored/],
      ['/listed/two', '/listed/*', 'miss', /network unchanged/],
      ['/strict/one', '/strict/*', 'miss', /404/],
      ['/long/explain', '/long/*', 'fresh', /served at once/],
      ['/long/explain?utm_source=x#part', '/long/*', 'fresh', /served at once/],
      ['/long/unseen', '/long/*', 'miss', /streamed; it is stored/],
      ['/a/here', '/a/*', 'stale', /regenerated in the background/],
      ['/a/failing', '/a/*', 'stale', /Its last (?:\d+ regenerations|regeneration) failed/],
      ['/expiring/here', '/expiring/*', 'expired', /origin is asked first/],
      ['/a/private', '/a/*', 'pass', /bypasses the store: the origin answered private/],
    ];
    for (const [url, route, state, why] of cases) {
      const said = await inPage<Explanation>(page, `return isr.explain(${JSON.stringify(url)});`);
      assert.deepEqual([said.route, said.state], [route, state], url);
      assert.match(said.why.join('\n'), why, url);
    }
    await inPage(page, 'await isr.draft(true);');
    const draft = await inPage<Explanation>(page, `return isr.explain('/a/here');`);
    await inPage(page, 'await isr.draft(false);');
    assert.match(draft.why.join('\n'), /Draft mode/);
    await page.close();
  });
});

describe('the other calls', () => {
  it('stats() counts, in all and by route', async () => {
    const page = await open('/long/stats');
    await sleep(1_500);
    await inPage(page, 'await isr.clear();');
    site.origin.page('/a/counted');
    await site.visit('/a/counted');
    await site.storeStale('/a/counted');
    await site.visit('/a/counted');
    let stats: Stats | undefined;
    await until('all is counted', async () => {
      stats = await inPage<Stats>(page, 'return isr.stats();');
      return stats.regenerations > 0;
    });
    const route = stats?.routes['/a/*'];
    assert.ok(route && stats);
    // A second visit may come before the page of the first is written.
    assert.ok(route.misses >= 1, JSON.stringify(route));
    assert.ok(route.hits + route.stale >= 2, JSON.stringify(route));
    assert.deepEqual([stats.misses, stats.entries], [route.misses, 1]);
    assert.equal(stats.bytes, Buffer.byteLength(html('/a/counted')));
    await page.close();
  });

  it('prefetch() keeps pages, and says how each ended', async () => {
    const page = await open('/long/prefetch');
    site.origin.page('/long/next');
    site.origin.page('/shelled/next');
    site.origin.page('/long/unkept', { headers: { 'Cache-Control': 'no-store' } });
    site.origin.page('/long/broken', { status: 500 });
    site.origin.forget();
    const results = await inPage<PrefetchResult[]>(
      page,
      `return isr.prefetch(['next', '/shelled/next', '/long/prefetch', 'unkept', 'broken', '/account/1', 'http://']);`,
    );
    assert.deepEqual(
      results.map(({ outcome }) => outcome),
      ['stored', 'stored', 'fresh', 'not-stored', 'failed', 'not-stored', 'not-stored'],
    );
    site.origin.forget();
    for (const path of ['/long/next', '/shelled/next']) {
      const { body, timing } = await site.visit(path);
      assert.deepEqual([body, timing], [html(path), 'fresh']);
    }
    assert.deepEqual(site.origin.requests('/long/next'), []);
    await page.close();
  });

  it('clear() forgets all pages', async () => {
    const page = await open('/long/cleared');
    await inPage(page, 'await isr.clear();');
    const { entries, bytes } = await inPage<Stats>(page, 'return isr.stats();');
    assert.deepEqual([entries, bytes], [0, 0]);
    assert.equal((await site.visit('/long/cleared')).cacheStatus?.hit, false);
    await page.close();
  });

  it('draft() reads and writes nothing stored until it is off (rule 27)', async () => {
    const page = await open('/long/draft');
    await inPage(page, 'await isr.draft(true);');
    site.origin.page('/long/draft', { body: html('draft') });
    for (const count of [1, 2]) {
      const { body, timing } = await site.visit('/long/draft');
      assert.deepEqual([body, timing], [html('draft'), 'draft']);
      assert.equal(site.origin.requests('/long/draft').length, count);
    }
    await site.chromium.stopWorkers();
    assert.equal((await site.visit('/long/draft')).timing, 'draft', 'it was forgotten with the worker');
    await inPage(page, 'await isr.draft(false);');
    assert.equal((await site.visit('/long/draft')).body, html('old', { head: NOTING_CLIENT }));
    await page.close();
  });
});
