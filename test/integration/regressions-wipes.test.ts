/** Users named and forgotten, and what a wipe leaves of what was being fetched. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { PageInfo } from '../../src/shared/messages.js';
import { html } from '../support/html.js';
import { inPage } from '../support/page-client.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [
  { match: '/mine/*', revalidate: 60, audience: 'user' },
  { match: '/short/*', revalidate: 1 },
  { match: '/a/*', revalidate: 60 },
]`);

const isStored = (page: Page, path: string): Promise<boolean> =>
  inPage<PageInfo[]>(page, 'return isr.pages();').then((pages) =>
    pages.some(({ url }) => url.endsWith(path)),
  );

/** Makes the origin hold a page's answer back, and lets it go by what is returned. */
function held(path: string): () => void {
  site.origin.page(path, { body: html(`Held ${path}`) });
  site.origin.forget();
  return site.origin.hold(path);
}

const asked = (path: string) => until(`${path} is asked for`, () => site.origin.requests(path).length > 0);

/** Stores a page that nobody has seen: what was under way before has been stored by then, if it ever is. */
async function storeAnother(): Promise<void> {
  const path = `/a/after-${performance.now()}`;
  site.origin.page(path);
  await site.store(path);
}

describe('setUser()', () => {
  for (const key of ['""', '7', 'undefined', 'null', '{}', '["ada"]', 'true']) {
    it(`refuses ${key}`, async () => {
      const code = await site.aside((page) =>
        inPage<string>(page, `return isr.setUser(${key}).then(() => 'none', ({ code }) => code);`),
      );
      assert.equal(code, 'bad-request');
    });
  }

  it('and draft() at the same time are both kept', async () => {
    site.origin.page('/mine/page', { headers: { 'Cache-Control': 'private' } });
    await site.aside(async (page) => {
      await inPage(page, `await Promise.all([isr.setUser('ada'), isr.draft(true)]);`);
      assert.equal((await site.visit('/mine/page')).cacheStatus?.detail, 'draft');
      await inPage(page, 'await isr.draft(false);');
      await site.store('/mine/page');
      await inPage(page, `await Promise.all([isr.draft(true), isr.setUser('bob')]);`);
      assert.equal((await site.visit('/mine/page')).cacheStatus?.detail, 'draft');
      await inPage(page, 'await isr.draft(false);');
      assert.equal(
        (await site.visit('/mine/page')).cacheStatus?.hit,
        false,
        'it is ada’s page that bob sees',
      );
      await inPage(page, 'await isr.clearUser();');
    });
  });
});

describe('nothing is stored that was fetched before', () => {
  for (const call of ['clear', 'clearUser']) {
    it(`${call}(), of a navigation`, async () => {
      const path = `/a/navigation-${call}`;
      const release = held(path);
      await site.aside(async (page) => {
        await inPage(page, `await isr.setUser('ada');`);
        const visit = site.visit(path);
        await asked(path);
        await inPage(page, `await isr.${call}();`);
        release();
        assert.equal((await visit).body, html(`Held ${path}`), 'the visitor does not get the page');
        await storeAnother();
        assert.equal(await isStored(page, path), false);
      });
    });

    it(`${call}(), of a prefetch`, async () => {
      const path = `/mine/prefetch-${call}`;
      const release = held(path);
      await site.aside(async (page) => {
        await inPage(page, `await isr.setUser('ada');`);
        const prefetch = inPage(page, `return isr.prefetch(['${path}']);`);
        await asked(path);
        await inPage(page, `await isr.${call}();`);
        release();
        await prefetch;
        await inPage(page, `await isr.setUser('ada');`);
        assert.equal(await isStored(page, path), false);
      });
    });

    it(`${call}(), of a refresh behind a stale page`, async () => {
      const path = `/short/refresh-${call}`;
      site.origin.page(path, { body: html('old') });
      await site.storeStale(path);
      const release = held(path);
      await site.aside(async (page) => {
        await inPage(page, `await isr.setUser('ada');`);
        assert.equal((await site.visit(path)).body, html('old'));
        await asked(path);
        await inPage(page, `await isr.${call}();`);
        release();
        await storeAnother();
        const read = (): Promise<{ body: string; sign: string }> =>
          inPage(
            page,
            `const response = await fetch('${path}', { headers: { Accept: 'text/html' } });
           return { body: await response.text(), sign: response.headers.get('cache-status') };`,
          );
        if (call === 'clear')
          assert.match((await read()).sign, /fwd=uri-miss/, 'what was refreshed is stored');
        else
          await site.origin.unplugged(async () => {
            assert.equal((await read()).body, html('old'), 'what was fetched before is stored after');
          });
      });
    });
  }
});
