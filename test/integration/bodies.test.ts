import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import * as faults from '../support/faults.js';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`networkTimeout: '1s', routes: [{ match: '/origin/*', revalidate: 'origin' }, {
  match: '/a/*',
  revalidate: 1,
  validate: async (response) => !(await response.text()).includes('Oops'),
}]`);

const NEW = html(`new ${'words '.repeat(4_000)}`);
const LOGIN_WALL = html('Oops, something went wrong');

const FAULTS: { what: string; handler: faults.Handler; ends: boolean }[] = [
  { what: 'a truncated body', handler: faults.truncated(NEW), ends: true },
  { what: 'a body shorter than its length', handler: faults.tooLongLength(NEW), ends: true },
  { what: 'an empty 200', handler: faults.empty, ends: true },
  {
    what: 'an error page as a 200',
    handler: (_request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(LOGIN_WALL),
    ends: true,
  },
  { what: 'a reset connection', handler: faults.reset, ends: true },
  { what: 'an endless body', handler: faults.endless, ends: false },
  { what: 'a body that gets stuck', handler: faults.stuck('<!doctype html><title>Stuck'), ends: false },
  { what: 'no answer at all', handler: faults.silent, ends: false },
];

/** Where the tab really is: `page.url()` is the last one that could be shown, or still `about:blank`. */
async function shownAt(path: string): Promise<{ url: string; text: string; page: Page }> {
  const page = await site.chromium.newPage();
  await page.goto(site.origin.url + path).catch(() => undefined);
  const shown = await page.evaluate(() => ({
    url: document.URL,
    text: document.querySelector('body')?.innerText ?? '',
  }));
  return { ...shown, page };
}

/** Run in a page: the status it came with. */
const statusShown = (): number =>
  (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).responseStatus;

/** Two redirects that lead to each other. */
function circle(one: string, other: string): void {
  site.origin.handle(one, faults.redirectTo(other));
  site.origin.handle(other, faults.redirectTo(one));
}

describe('a stored page survives', () => {
  for (const { what, handler, ends } of FAULTS) {
    it(what, async () => {
      const path = `/a/stored-${what.replaceAll(' ', '-')}`;
      site.origin.page(path, { body: html('old') });
      await site.storeStale(path);
      site.origin.handle(path, handler);
      for (let visits = 0; visits < 3; visits++) {
        const { status, body, cacheStatus } = await site.visit(path);
        assert.deepEqual([status, body, cacheStatus?.hit], [200, html('old'), true]);
        await sleep(300);
      }
      await until('the origin is asked', () => site.origin.requests(path).length > 0);
      if (!ends) return;
      site.origin.page(path, { body: NEW });
      await until('the new page is stored', async () => (await site.visit(path)).body === NEW);
    });
  }

  it('redirects in a circle', async () => {
    const path = '/a/stored-circle';
    site.origin.page(path, { body: html('old') });
    await site.storeStale(path);
    circle(path, '/a/circle-b');
    for (let visits = 0; visits < 3; visits++) {
      const { status, body, cacheStatus } = await site.visit(path);
      assert.deepEqual([status, body, cacheStatus?.hit], [200, html('old'), true]);
      await sleep(500);
    }
    await until('the origin is asked', () => site.origin.requests(path).length > 0);
    site.origin.page(path, { body: NEW });
    await until('the new page is stored', async () => (await site.visit(path)).body === NEW);
  });
});

describe("a stored page of a route with revalidate: 'origin' is shown whole after", () => {
  const broken = FAULTS.filter(({ what }) => /truncated|shorter|empty|stuck/.test(what));
  for (const { what, handler, ends } of [
    ...broken,
    { what: 'a connection cut in a compressed body', handler: faults.truncated(NEW, 'gzip'), ends: true },
  ]) {
    it(what, async () => {
      const path = `/origin/${what.replaceAll(' ', '-')}`;
      site.origin.page(path, { body: html('old'), headers: { 'Cache-Control': 'max-age=1' } });
      await site.storeStale(path);
      site.origin.handle(path, handler);
      for (let visits = 0; visits < 2; visits++) {
        const { status, body, cacheStatus } = await site.visit(path);
        assert.deepEqual([status, body, cacheStatus?.detail], [200, html('old'), 'stale-if-error']);
      }
      if (!ends) return;
      site.origin.page(path, { body: NEW, headers: { 'Cache-Control': 'max-age=60' } });
      await until('the new page is shown', async () => (await site.visit(path)).body === NEW);
    });
  }
});

describe('a page that was never stored', () => {
  for (const { what, handler } of FAULTS.filter(({ ends }) => ends)) {
    it(`is not stored from ${what}, and no browser error page is shown`, async () => {
      const path = `/a/missing-${what.replaceAll(' ', '-')}`;
      site.origin.handle(path, handler);
      const { url, page } = await shownAt(path);
      assert.equal(url, site.origin.url + path, 'the browser shows an error page');
      await page.close();

      site.origin.page(path, { body: html('well') });
      const { status, body, cacheStatus } = await site.visit(path);
      assert.deepEqual([status, body, cacheStatus?.hit], [200, html('well'), false]);
    });
  }

  const CIRCLES = [
    { what: 'itself', path: '/a/alone', other: '/a/alone' },
    { what: 'another page and back', path: '/a/there', other: '/a/back' },
    { what: 'a page that no route takes, and back', path: '/a/out', other: '/outside' },
  ];
  for (const { what, path, other } of CIRCLES) {
    it(`and redirects to ${what}: the offline page, and the page itself once there is one`, async () => {
      circle(path, other);
      const { url, text, page } = await shownAt(path);
      assert.ok(url.startsWith(`${site.origin.url}/`), `the browser shows an error page: ${url}, ${text}`);
      assert.equal(await page.evaluate(statusShown), 503, text);
      await page.close();

      site.origin.page(path, { body: html('well') });
      const { status, body } = await site.visit(path);
      assert.deepEqual([status, body], [200, html('well')]);
    });
  }

  it('and is sent elsewhere: all of eight frames and the visits after them follow', async () => {
    site.origin.handle('/a/moved', faults.redirectTo('/a/there-now'));
    site.origin.page('/a/there-now', { body: html('there') });
    site.origin.page('/a/frames', { body: html('<iframe src="/a/moved"></iframe>'.repeat(8)) });
    const page = await site.open('/a/frames');
    const shown = await page.evaluate(() => Array.from({ length: 8 }, (_, at) => frames[at]?.document.title));
    assert.deepEqual(shown, Array<string>(8).fill('there'));
    await page.close();
    assert.equal((await site.visit('/a/moved')).body, html('there'));
  });
});
