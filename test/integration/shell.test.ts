import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { redirectTo, reset, silent } from '../support/faults.js';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(
  `shell: '/missing-shell', routes: [
  { match: '/own/*', revalidate: 60, fallback: true, shell: '/shells/own' },
  { match: '/policy/*', revalidate: 60, fallback: true, shell: '/shells/strict' },
  { match: '/p/*', revalidate: 60, fallback: true },
  { match: '/plain/*', revalidate: 60 },
]`,
  (origin) => {
    origin.page('/shells/own', {
      body: html('Our own shell is loading. '.repeat(40), { title: 'Own shell' }),
    });
    origin.page('/shells/strict', {
      body: html('A strict shell is loading. '.repeat(40), { title: 'Strict shell' }),
      headers: { 'Content-Security-Policy': "default-src 'none'" },
    });
  },
);

/** Lets the origin's answers go that were held back. */
let release = () => {};

const hold = (path: string): void => {
  release = site.origin.hold(path);
};
const heldPage = (path: string, words: string, headers: Record<string, string> = {}, status = 200): void => {
  site.origin.page(path, { body: html(words), headers, status });
  hold(path);
};

const titleOf = (page: Page) => page.evaluate(() => document.title).catch(() => '');
const responseStatus = (page: Page) =>
  page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation');
    return (entry as PerformanceNavigationTiming).responseStatus;
  });

/** Opens a page in a new tab, lets the origin answer once the shell is there, and waits for the page. */
async function watch(path: string, shell: string, last: string): Promise<Page> {
  const page = await site.chromium.newPage();
  const arrived = page.goto(site.origin.url + path).catch(() => undefined);
  await until(`${path} shows its shell`, async () => (await titleOf(page)) === shell);
  release();
  await until(`${path} shows "${last}"`, async () => (await titleOf(page)) === last);
  await arrived;
  return page;
}

async function historyOfOnePage(): Promise<number> {
  site.origin.page('/plain/history');
  const { page } = await site.chromium.visit(`${site.origin.url}/plain/history`);
  const length = await page.evaluate(() => history.length);
  await page.close();
  return length;
}

describe('a page that is not stored, on a route with a shell', () => {
  it('shows the shell at once and becomes the page, in one history entry (rule 11)', async () => {
    heldPage('/p/one', 'Product one', { 'X-Shop': 'yes' });
    const page = await watch('/p/one', 'Loading…', 'Product one');
    assert.equal(await page.evaluate(() => history.length), await historyOfOnePage());
    assert.equal(await responseStatus(page), 200);
    assert.equal(await page.$('[role=status]'), null, 'the shell was left behind');
    assert.equal(site.origin.requests('/p/one').length, 1);
    assert.equal((await site.visit('/p/one')).cacheStatus?.hit, true);
    await page.close();
  });

  it('shows the route’s own shell, kept since the worker was installed (rule 12)', async () => {
    heldPage('/own/one', 'Own one');
    const before = site.origin.requests('/shells/own').length;
    const page = await watch('/own/one', 'Own shell', 'Own one');
    assert.equal(site.origin.requests('/shells/own').length, before);
    await page.close();
  });

  it('becomes the page under a shell whose policy allows nothing', async () => {
    heldPage('/policy/one', 'Policy one');
    const page = await watch('/policy/one', 'Strict shell', 'Policy one');
    await page.close();
    heldPage('/policy/two', 'Policy two');
    const withHash = await watch('/policy/two#part', 'Strict shell', 'Policy two');
    assert.equal(new URL(withHash.url()).hash, '#part');
    await withHash.close();
  });

  it('keeps the fragment of the URL', async () => {
    heldPage('/p/hash', 'With a part');
    const page = await watch('/p/hash#reviews', 'Loading…', 'With a part');
    assert.equal(new URL(page.url()).hash, '#reviews');
    await page.close();
  });

  it('is a 404 when it is one', async () => {
    heldPage('/p/gone', 'No such product', {}, 404);
    const page = await watch('/p/gone', 'Loading…', 'No such product');
    assert.equal(await responseStatus(page), 404);
    await page.close();
  });

  it('follows a redirect', async () => {
    site.origin.page('/plain/new-home', { body: html('New home') });
    site.origin.handle('/p/old-home', redirectTo('/plain/new-home', 301));
    hold('/p/old-home');
    const page = await watch('/p/old-home', 'Loading…', 'New home');
    assert.equal(new URL(page.url()).pathname, '/plain/new-home');
    await page.close();
  });

  for (const [what, headers] of [
    ['no-store', { 'Cache-Control': 'no-store' }],
    ['private', { 'Cache-Control': 'private' }],
    ['Vary: *', { Vary: '*' }],
  ] as const) {
    it(`shows a page that may not be stored, and does not go in circles: ${what}`, async () => {
      const path = `/p/unstored-${what.replaceAll(/\W/g, '')}`;
      heldPage(path, 'Only once', headers);
      const page = await watch(path, 'Loading…', 'Only once');
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      assert.equal(await titleOf(page), 'Only once');
      assert.ok(site.origin.requests(path).length <= 2, `asked ${site.origin.requests(path).length} times`);
      await page.close();
    });
  }

  it('shows the origin’s error when there is one', async () => {
    heldPage('/p/broken', 'Broken here', {}, 500);
    const page = await watch('/p/broken', 'Loading…', 'Broken here');
    assert.equal(await responseStatus(page), 500);
    await page.close();
  });

  it('gives the offline page when the origin goes away behind the shell (rule 13)', async () => {
    site.origin.handle('/p/lost', reset);
    hold('/p/lost');
    const page = await site.chromium.newPage();
    const arrived = page.goto(`${site.origin.url}/p/lost`).catch(() => undefined);
    await until('the shell is there', async () => (await titleOf(page)) === 'Loading…');
    release();
    await arrived;
    await until('the offline page is there', async () => (await responseStatus(page).catch(() => 0)) === 503);
    await page.close();
  });
});

describe('a shell', () => {
  it('is never the answer to a fetch', async () => {
    site.origin.page('/p/fetched', { body: html('Fetched') });
    const { page } = await site.chromium.visit(`${site.origin.url}/plain/from`);
    const body = await page.evaluate(async () => {
      const response = await fetch('/p/fetched', { headers: { Accept: 'text/html' } });
      return response.text();
    });
    assert.equal(body, html('Fetched'));
    await page.close();
  });

  it('is never the answer to a prefetch', async () => {
    site.origin.page('/p/prefetched', { body: html('Prefetched') });
    const { page } = await site.chromium.visit(`${site.origin.url}/plain/from`);
    await page.evaluate(() => {
      const rules = { prefetch: [{ urls: ['/p/prefetched'], eagerness: 'immediate' }] };
      const script = Object.assign(document.createElement('script'), { type: 'speculationrules' });
      script.textContent = JSON.stringify(rules);
      document.head.append(script);
    });
    await until('it is asked for', () => site.origin.requests('/p/prefetched').length > 0);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    // Whoever had to ask the origin again would wait for ever.
    site.origin.handle('/p/prefetched', silent);
    await page.goto(`${site.origin.url}/p/prefetched`).catch(() => undefined);
    assert.equal(await titleOf(page), 'Prefetched');
    await page.close();
  });
});
