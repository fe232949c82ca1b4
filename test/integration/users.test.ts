import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PageInfo } from '../../src/shared/messages.js';
import { html } from '../support/html.js';
import { inPage } from '../support/page-client.js';
import { useSite } from '../support/site.js';
import { login, logout, serveUserPages, USER_ROUTES } from '../support/user-pages.js';

const site = useSite(USER_ROUTES, serveUserPages);

describe('two users of one browser', () => {
  it('each have their own page, kept, also offline; and nobody the other’s (rule 25)', async () => {
    const page = await site.open('/a/home');
    await login(page, 'ada');
    assert.equal((await site.store('/mine/page')).body, html('Only for ada'));
    await login(page, 'bob');
    assert.equal((await site.visit('/mine/page')).body, html('Only for bob'));
    assert.equal((await site.store('/mine/page')).body, html('Only for bob'));
    await site.origin.unplugged(async () => {
      assert.equal((await site.visit('/mine/page')).body, html('Only for bob'));
      await inPage(page, `await isr.setUser('ada');`);
      assert.equal((await site.visit('/mine/page')).body, html('Only for ada'));
      await inPage(page, `await isr.setUser('cleo');`);
      const { status, body } = await site.visit('/mine/page');
      assert.equal(status, 503);
      assert.ok(!body.includes('Only for'), body);
    });
    await page.close();
  });

  it('are told apart in the list of pages, and in the store by no name', async () => {
    const page = await site.open('/a/home');
    await login(page, 'ada@example.org');
    await site.store('/mine/page');
    const listed = await inPage<PageInfo[]>(page, 'return isr.pages();');
    assert.ok(listed.some(({ url }) => url.endsWith('/mine/page')));
    const keys = await page.evaluate(
      () =>
        new Promise<string>((resolve, reject) => {
          const opening = indexedDB.open('sw-isr');
          opening.onerror = () => reject(new Error('it does not open'));
          opening.onsuccess = () => {
            const reading = opening.result.transaction('entries').objectStore('entries').getAllKeys();
            reading.onsuccess = () => {
              opening.result.close();
              resolve(reading.result.map((key) => key as string).join());
            };
          };
        }),
    );
    assert.ok(!keys.includes('ada'), keys);
    await page.close();
  });
});

describe('after logging out', () => {
  it('the pages of the user are gone, online and offline, for the next user too', async () => {
    const page = await site.open('/a/home');
    await login(page, 'dora');
    await site.store('/mine/page');
    await logout(page);
    const anonymous = await site.visit('/mine/page');
    assert.deepEqual([anonymous.status, anonymous.body], [401, html('Log in')]);
    await site.origin.unplugged(async () => {
      const { status, body, timing } = await site.visit('/mine/page');
      assert.ok(!body.includes('dora'), body);
      assert.deepEqual([status, timing], [503, 'offline'], 'it is not the offline page');
      await inPage(page, `await isr.setUser('dora');`);
      assert.equal((await site.visit('/mine/page')).status, 503, 'the page was not wiped');
      await inPage(page, 'await isr.clearUser();');
    });
    assert.equal((await site.visit('/a/home')).body, html('Home'));
    await page.close();
  });
});
