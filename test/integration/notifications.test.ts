import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { WebWorker } from 'puppeteer-core';
import { pushMessage } from '../support/push.js';
import { until, useSite } from '../support/site.js';

const site = useSite(
  `routes: [{ match: '/*' }], notification: { title: 'The Daily', body: 'There is news.', url: '/news' }`,
);

interface Shown {
  title: string;
  body: string;
  tag: string;
}

const push = (message: unknown): Promise<void> =>
  pushMessage(site.chromium, site.origin, typeof message === 'string' ? message : JSON.stringify(message));

/** What is shown at the moment, and closes it. */
const shown = (): Promise<Shown[]> =>
  site.aside((page) =>
    page.evaluate(async () => {
      const list = await (await navigator.serviceWorker.ready).getNotifications();
      return list.map((one) => {
        one.close();
        return { title: one.title, body: one.body, tag: one.tag };
      });
    }),
  );

async function pushAndSee(message: unknown): Promise<Shown[]> {
  let seen: Shown[] = [];
  await push(message);
  await until('a notification is shown', async () => (seen = await shown()).length > 0);
  return seen;
}

/** The worker itself: a click on a notification cannot be made from outside. */
async function worker(): Promise<WebWorker> {
  const isWorker = (type: string): boolean => type === 'service_worker';
  const target = await site.chromium.browser.waitForTarget(
    (one) => isWorker(one.type()) && one.url().startsWith(site.origin.url),
  );
  const found = await target.worker();
  assert.ok(found);
  return found;
}

/** Clicks on a notification with this data. @returns what was opened, and whether the notification was closed */
const click = async (data: unknown): Promise<unknown[]> =>
  (await worker()).evaluate(async (given) => {
    const self = globalThis as unknown as Record<'clients', { openWindow(url: string): Promise<null> }> &
      EventTarget & { ExtendableEvent: typeof Event };
    const done: unknown[] = [];
    self.clients.openWindow = (url) => {
      done.push(url);
      return Promise.resolve(null);
    };
    const notification = { data: given, close: () => done.push('closed') };
    const event = new self.ExtendableEvent('notificationclick');
    const work: Promise<unknown>[] = [];
    const waitUntil = (promise: Promise<unknown>) => void work.push(promise);
    self.dispatchEvent(Object.assign(event, { notification, waitUntil }));
    await Promise.all(work);
    return done;
  }, data);

describe('notifications for push messages', () => {
  before(() =>
    site.chromium.browser
      .defaultBrowserContext()
      .setPermission(site.origin.url, { permission: { name: 'notifications' }, state: 'granted' }),
  );

  it('a message without one shows that of the config', async () => {
    const expected = [{ title: 'The Daily', body: 'There is news.', tag: 'sw-isr' }];
    assert.deepEqual(await pushAndSee({ type: 'revalidate', tags: ['news'] }), expected);
  });

  it("a message's own fields win, and what is no text counts as missing", async () => {
    const notification = { title: 'Price change', body: 7, tag: 'prices', actions: [{ action: 'x' }] };
    assert.deepEqual(await pushAndSee({ type: 'revalidate', paths: ['/a'], notification }), [
      { title: 'Price change', body: 'There is news.', tag: 'prices' },
    ]);
  });

  it('messages of the site itself show none', async () => {
    for (const message of ['hello', 'null', '{"type":"chat","notification":{"title":"x"}}'])
      await push(message);
    // Shown after them, and alone.
    assert.equal((await pushAndSee({ type: 'revalidate', tags: ['last'] })).length, 1);
  });

  it('a click opens the page of the site that it names, and no other site', async () => {
    const { url } = site.origin;
    assert.deepEqual(await click({ by: 'sw-isr', url: '/news' }), ['closed', `${url}/news`]);
    assert.deepEqual(await click({ by: 'sw-isr' }), ['closed', `${url}/`]);
    assert.deepEqual(await click({ by: 'sw-isr', url: 'https://evil.example/' }), ['closed', `${url}/`]);
    assert.deepEqual(await click({ by: 'sw-isr', url: '//evil.example' }), ['closed', `${url}/`]);
    assert.deepEqual(await click({ by: 'sw-isr', url: 'javascript:alert(1)' }), ['closed', `${url}/`]);
    assert.deepEqual(await click({ by: 'sw-isr', url: 'http://[' }), ['closed', `${url}/`]);
    assert.deepEqual(await click({ url: '/news' }), [], "the site's own notification is left alone");
  });
});
