import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { redirectTo, type Handler } from '../support/faults.js';
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

/** Answers after 1.2 s, so that a shell is seen before. */
const slowly =
  (handler: Handler): Handler =>
  (request, response) => {
    setTimeout(() => handler(request, response), 1_200);
  };
const slowPage = (path: string, words: string, headers: Record<string, string> = {}) =>
  site.origin.page(path, { body: html(words), headers, delay: 1_200 });

const titleOf = (page: Page) => page.evaluate(() => document.title).catch(() => '');
const responseStatus = (page: Page) =>
  page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation');
    return (entry as PerformanceNavigationTiming).responseStatus;
  });

/** Opens a page in a new tab and tells the titles that it showed, in order, until the last is the one wanted. */
async function watch(path: string, last: string): Promise<{ page: Page; titles: string[] }> {
  const page = await site.chromium.newPage();
  const titles: string[] = [];
  const arrived = page.goto(site.origin.url + path).catch(() => undefined);
  await until(`${path} shows "${last}"`, async () => {
    const title = await titleOf(page);
    if (title !== '' && title !== titles.at(-1)) titles.push(title);
    return title === last;
  });
  await arrived;
  return { page, titles };
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
    slowPage('/p/one', 'Product one', { 'X-Shop': 'yes' });
    const { page, titles } = await watch('/p/one', 'Product one');
    assert.deepEqual(titles, ['Loading…', 'Product one']);
    assert.equal(await page.evaluate(() => history.length), await historyOfOnePage());
    assert.equal(await responseStatus(page), 200);
    assert.equal(await page.$('[role=status]'), null, 'the shell was left behind');
    assert.equal(site.origin.requests('/p/one').length, 1);
    assert.equal((await site.visit('/p/one')).cacheStatus?.hit, true);
    await page.close();
  });

  it('shows the route’s own shell, kept since the worker was installed (rule 12)', async () => {
    slowPage('/own/one', 'Own one');
    const before = site.origin.requests('/shells/own').length;
    const { page, titles } = await watch('/own/one', 'Own one');
    assert.deepEqual(titles, ['Own shell', 'Own one']);
    assert.equal(site.origin.requests('/shells/own').length, before);
    await page.close();
  });

  it('becomes the page under a shell whose policy allows nothing', async () => {
    slowPage('/policy/one', 'Policy one');
    const { page, titles } = await watch('/policy/one', 'Policy one');
    assert.deepEqual(titles, ['Strict shell', 'Policy one']);
    await page.close();
    slowPage('/policy/two', 'Policy two');
    const withHash = await watch('/policy/two#part', 'Policy two');
    assert.equal(new URL(withHash.page.url()).hash, '#part');
    await withHash.page.close();
  });

  it('keeps the fragment of the URL', async () => {
    slowPage('/p/hash', 'With a part');
    const { page, titles } = await watch('/p/hash#reviews', 'With a part');
    assert.deepEqual(titles, ['Loading…', 'With a part']);
    assert.equal(new URL(page.url()).hash, '#reviews');
    await page.close();
  });

  it('is a 404 when it is one', async () => {
    site.origin.page('/p/gone', { status: 404, body: html('No such product'), delay: 1_200 });
    const { page } = await watch('/p/gone', 'No such product');
    assert.equal(await responseStatus(page), 404);
    await page.close();
  });

  it('follows a redirect', async () => {
    site.origin.page('/plain/new-home', { body: html('New home') });
    site.origin.handle('/p/old-home', slowly(redirectTo('/plain/new-home', 301)));
    const { page } = await watch('/p/old-home', 'New home');
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
      slowPage(path, 'Only once', headers);
      const { page } = await watch(path, 'Only once');
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      assert.equal(await titleOf(page), 'Only once');
      assert.ok(site.origin.requests(path).length <= 2, `asked ${site.origin.requests(path).length} times`);
      await page.close();
    });
  }

  it('shows the origin’s error when there is one', async () => {
    site.origin.page('/p/broken', { status: 500, body: html('Broken here'), delay: 1_200 });
    const { page } = await watch('/p/broken', 'Broken here');
    assert.equal(await responseStatus(page), 500);
    await page.close();
  });

  it('gives the offline page when the origin goes away behind the shell (rule 13)', async () => {
    site.origin.handle(
      '/p/lost',
      slowly((request) => request.socket.destroy()),
    );
    const page = await site.chromium.newPage();
    await page.goto(`${site.origin.url}/p/lost`).catch(() => undefined);
    await until('the offline page is there', async () => (await responseStatus(page).catch(() => 0)) === 503);
    await page.close();
  });
});

describe('a shell', () => {
  it('is never the answer to a fetch', async () => {
    slowPage('/p/fetched', 'Fetched');
    const { page } = await site.chromium.visit(`${site.origin.url}/plain/from`);
    const body = await page.evaluate(async () => {
      const response = await fetch('/p/fetched', { headers: { Accept: 'text/html' } });
      return response.text();
    });
    assert.equal(body, html('Fetched'));
    await page.close();
  });

  it('is never the answer to a prefetch', async () => {
    slowPage('/p/prefetched', 'Prefetched');
    const { page } = await site.chromium.visit(`${site.origin.url}/plain/from`);
    await page.evaluate(() => {
      const rules = { prefetch: [{ urls: ['/p/prefetched'], eagerness: 'immediate' }] };
      const script = Object.assign(document.createElement('script'), { type: 'speculationrules' });
      script.textContent = JSON.stringify(rules);
      document.head.append(script);
    });
    await until('it is asked for', () => site.origin.requests('/p/prefetched').length > 0);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const { page: tab, titles } = await watch('/p/prefetched', 'Prefetched');
    assert.deepEqual(titles, ['Prefetched']);
    await tab.close();
    await page.close();
  });
});
