import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PageInfo } from '../../src/shared/messages.js';
import { html } from '../support/html.js';
import { eventOn, inPage, NOTING_CLIENT } from '../support/page-client.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [
  { match: '/pinned/*', revalidate: 600, pinned: true },
  { match: '/a/*', revalidate: 600 },
]`);

/** Keeps the client from holding the database open, which remembers how much room it was told of as long as it is. */
const RELEASED = '<script>Object.defineProperty(globalThis, "indexedDB", { value: undefined })</script>';

/** A page of about this size that does not compress. */
function bulk(words: string, bytes: number): string {
  const noise = Array.from({ length: bytes / 16 }, () => Math.random().toString(36).slice(2, 14)).join(
    '\n    ',
  );
  return html(`${words}<!-- ${noise} -->`, { title: words });
}

describe('a browser that has no more room (rule 33)', () => {
  it('shows every page, drops the least recently used, keeps the pinned, and is well afterwards', async () => {
    site.origin.page('/a/watch', { body: html('watching', { head: RELEASED + NOTING_CLIENT }) });
    site.origin.page('/pinned/one', { body: bulk('Pinned', 100_000) });
    await site.store('/pinned/one');
    const watch = await site.chromium.newPage();
    await watch.goto(`${site.origin.url}/a/watch`);
    const used = await watch.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    await site.chromium.overrideQuota(site.origin, used + 3_000_000);

    for (let index = 0; index < 30; index++) {
      const body = bulk(`Page ${index}`, 300_000);
      site.origin.page(`/a/${index}`, { body });
      const visit = await site.visit(`/a/${index}`);
      assert.equal(visit.status, 200);
      assert.equal(visit.body.length, body.length);
    }
    const listed = await inPage<PageInfo[]>(watch, 'return isr.pages({ limit: 1000 });');
    const titles = listed.map(({ title }) => title);
    assert.ok(titles.includes('Pinned'), `the pinned page went: ${titles.join()}`);
    assert.ok(!titles.includes('Page 0'), 'the oldest page is still there');
    assert.ok(titles.length < 25, `${titles.length} pages are there`);

    await site.chromium.overrideQuota(site.origin);
    await sleep(500);
    site.origin.page('/a/afterwards');
    await site.store('/a/afterwards');
    const pinned = await site.visit('/pinned/one');
    assert.equal(pinned.timing, 'fresh');
    await watch.close();
  });

  it('shows every page though it can store none at all, and says so', async () => {
    const watch = await site.chromium.newPage();
    await watch.goto(`${site.origin.url}/a/watch`);
    await until(
      'the client listens',
      () => watch.evaluate('Array.isArray(globalThis.noted)') as Promise<boolean>,
    );
    await site.chromium.overrideQuota(site.origin, 1);
    for (const path of ['/a/full-1', '/a/full-2']) {
      site.origin.page(path);
      for (let visits = 0; visits < 2; visits++) assert.deepEqual((await site.visit(path)).body, html(path));
    }
    assert.equal((await eventOn(watch, 'error')).code, 'storage');
    await watch.close();
    await site.chromium.overrideQuota(site.origin);
    site.origin.page('/a/well');
    await until(
      'pages are stored again',
      async () => (await site.visit('/a/well')).cacheStatus?.hit === true,
    );
  });
});
