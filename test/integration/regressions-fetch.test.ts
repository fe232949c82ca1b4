/** What scripts fetch: which fetches are for a page, and what they see of it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PrefetchResult } from '../../src/shared/messages.js';
import { redirectTo } from '../support/faults.js';
import { html } from '../support/html.js';
import { inPage } from '../support/page-client.js';
import { useSite } from '../support/site.js';

const site = useSite(`warm: false, routes: [
  { match: '/data/*', revalidate: 60, data: true },
  { match: '/named/*', fallback: false, paths: ['/named/über', '/named/a b'], strict: true },
  { match: '/a/*', revalidate: 60 },
]`);

/** Fetches in a page, and tells the worker's sign on the answer: null where the worker had no part in it. */
const signOf = (path: string, init: RequestInit): Promise<string | null> =>
  site.aside((page) =>
    page.evaluate(async (...given) => (await fetch(...given)).headers.get('cache-status'), path, init),
  );

const ACCEPT = { Accept: 'text/html' };

const PARTS: [string, RequestInit][] = [
  ['X-Requested-With: XMLHttpRequest', { headers: { ...ACCEPT, 'X-Requested-With': 'XMLHttpRequest' } }],
  ['X-Alpine-Request', { headers: { ...ACCEPT, 'X-Alpine-Request': 'true' } }],
  ['a header of the site’s own', { headers: { ...ACCEPT, 'X-Part': 'list' } }],
  ['cache: no-store', { headers: ACCEPT, cache: 'no-store' }],
];

/** A path that answers navigations, and what is asked for as nobody, with the page, and all else with a part of it. */
function partly(path: string): void {
  site.origin.handle(path, ({ headers }, response) => {
    const parts = ['x-requested-with', 'x-alpine-request', 'x-part'];
    const isPart = parts.some((name) => headers[name]);
    response.writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'public' });
    response.end(html(isPart ? 'a part' : 'the page'));
  });
}

const WHOLE: [string, Record<string, string>][] = [
  ['Accept alone', ACCEPT],
  ['what Swup sends', { ...ACCEPT, 'X-Requested-With': 'swup' }],
  ['what Turbo Drive sends', { ...ACCEPT, 'X-Turbo-Request-Id': '0b1c' }],
  ['a language', { ...ACCEPT, 'Accept-Language': 'de' }],
];

describe('a fetch is left to the network, and not stored (rule 30), with', () => {
  for (const [what, init] of PARTS) {
    it(what, async () => {
      const path = `/a/part-${PARTS.findIndex(([one]) => one === what)}`;
      partly(path);
      assert.equal(await signOf(path, init), null);
      assert.equal((await site.visit(path)).cacheStatus?.hit, false, 'the part was stored as the page');
      await site.store(path);
      assert.equal(await signOf(path, init), null);
      assert.ok(site.origin.requests(path).length > 0);
    });

    it(`${what}, also on a route with data`, async () => {
      const path = `/data/part-${PARTS.findIndex(([one]) => one === what)}`;
      site.origin.page(path, { body: '{}', headers: { 'Content-Type': 'application/json' } });
      for (let times = 1; times <= 2; times++) {
        assert.equal(await signOf(path, init), null);
        assert.equal(site.origin.requests(path).length, times);
      }
    });
  }
});

describe('a fetch is for the whole page (rule 30) with', () => {
  for (const [what, headers] of WHOLE) {
    it(what, async () => {
      const path = `/a/whole-${WHOLE.findIndex(([one]) => one === what)}`;
      site.origin.page(path);
      await site.store(path);
      assert.match((await signOf(path, { headers })) ?? 'none', /^sw-isr; hit/);
      assert.equal(site.origin.requests(path).length, 0);
    });
  }
});

describe('a fetch of a page that redirects', () => {
  it('sees that it did, and where to, the first time and after', async () => {
    site.origin.handle('/a/old', redirectTo('/a/new'));
    site.origin.page('/a/new', { body: html('New') });
    for (let times = 1; times <= 3; times++) {
      const seen = await site.aside((page) =>
        page.evaluate(async (headers) => {
          const { redirected, url, status } = await fetch('/a/old', { headers });
          return { redirected, path: new URL(url).pathname, status };
        }, ACCEPT),
      );
      assert.deepEqual(seen, { redirected: true, path: '/a/new', status: 200 }, `time ${times}`);
    }
  });
});

describe('a prefetch', () => {
  it('of a page that varies by Accept is what the navigation finds (rule 23)', async () => {
    site.origin.page('/a/varies', { headers: { Vary: 'Accept' } });
    const [result] = await site.aside((page) =>
      inPage<PrefetchResult[]>(page, `return isr.prefetch(['/a/varies']);`),
    );
    assert.equal(result?.outcome, 'stored');
    assert.equal((await site.visit('/a/varies')).cacheStatus?.hit, true);
    assert.equal(site.origin.requests('/a/varies').length, 1);
  });

  it('of one URL that cannot be fetched does not spoil those of others', async () => {
    site.origin.page('/a/good');
    const bad = `${site.origin.url.replace('//', '//name:secret@')}/a/bad`;
    const results = await site.aside((page) =>
      inPage<PrefetchResult[]>(page, `return isr.prefetch([${JSON.stringify(bad)}, '/a/good']);`),
    );
    assert.equal(results[1]?.outcome, 'stored');
    assert.ok(['failed', 'not-stored'].includes(results[0]?.outcome ?? 'none'));
    assert.equal((await site.visit('/a/good')).cacheStatus?.hit, true);
  });
});

describe('a path of `paths` (rule 11)', () => {
  for (const path of ['/named/über', '/named/a b']) {
    it(`may hold what URLs write in another way: ${path}`, async () => {
      site.origin.page(encodeURI(path), { body: html(path) });
      assert.equal((await site.store(encodeURI(path))).body, html(path));
    });
  }
});
