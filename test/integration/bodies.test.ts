import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as faults from '../support/faults.js';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`networkTimeout: '1s', routes: [{
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
      assert.ok(site.origin.requests(path).length > 0, 'the origin was never asked');
      if (!ends) return;
      site.origin.page(path, { body: NEW });
      await until('the new page is stored', async () => (await site.visit(path)).body === NEW);
    });
  }

  it('redirects in a circle', async () => {
    const path = '/a/stored-circle';
    site.origin.page(path, { body: html('old') });
    await site.storeStale(path);
    site.origin.handle(path, faults.redirectTo('/a/circle-b'));
    site.origin.handle('/a/circle-b', faults.redirectTo(path));
    assert.equal((await site.visit(path)).body, html('old'));
    await sleep(500);
    const page = await site.chromium.newPage();
    await page.goto(site.origin.url + path).catch(() => undefined);
    assert.ok(!page.url().startsWith('chrome-error:'), 'the browser shows an error page');
    await page.close();
  });
});

describe('a page that was never stored', () => {
  for (const { what, handler, ends } of FAULTS.filter(({ ends }) => ends)) {
    it(`is not stored from ${what}, and no browser error page is shown`, async () => {
      const path = `/a/missing-${what.replaceAll(' ', '-')}`;
      site.origin.handle(path, handler);
      const page = await site.chromium.newPage();
      await page.goto(site.origin.url + path).catch(() => undefined);
      const shown = await page.evaluate(() => document.URL);
      assert.ok(!shown.startsWith('chrome-error:'), 'the browser shows an error page');
      await page.close();
      assert.ok(ends);

      site.origin.page(path, { body: html('well') });
      const { status, body, cacheStatus } = await site.visit(path);
      assert.deepEqual([status, body, cacheStatus?.hit], [200, html('well'), false]);
    });
  }
});
