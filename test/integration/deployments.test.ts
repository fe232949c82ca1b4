/** Deployments as a visitor and those who ship them meet them (rule 32). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { DeploymentInfo } from '../../src/shared/messages.js';
import { configSource } from '../support/build-worker.js';
import { failing } from '../support/faults.js';
import { html } from '../support/html.js';
import { eventOn, inPage, NOTING_CLIENT } from '../support/page-client.js';
import { ship } from '../support/ship.js';
import { until, useSite } from '../support/site.js';

const REST = `keepDeployments: 3, ignoreWrites: ['/write'], routes: [
  { match: '/short/*', revalidate: 1 },
  { match: '/a/*', revalidate: 600 },
]`;
const site = useSite(`deployment: '123', ${REST}`, (origin) => {
  origin.page('/a/home', { body: html('Home', { head: NOTING_CLIENT }) });
});

const listed = (page: Page): Promise<DeploymentInfo[]> => inPage(page, 'return isr.deployments();');
const idsIn = async (page: Page): Promise<string[]> => (await listed(page)).map(({ id }) => id);
const wordsOf = async (path: string): Promise<string> => {
  const { body } = await site.visit(path);
  return /<main>(.*)<\/main>/.exec(body)?.[1] ?? body;
};

/** Ships the worker of a deployment, which is the active one from then on. */
async function deploy(page: Page, deployment: string): Promise<void> {
  await ship(site.origin, page, configSource(`deployment: '${deployment}', ${REST}`));
  assert.equal((await idsIn(page))[0], deployment);
}

const styles = (path: string, red: number): void =>
  site.origin.page(path, {
    body: `main { color: rgb(${red}, 0, 0) }`,
    headers: { 'Content-Type': 'text/css', 'Cache-Control': 'no-cache' },
  });
const redOf = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { color } = getComputedStyle(document.querySelector('main') ?? document.body);
    return Number(/\d+/.exec(color)?.[0]);
  });
const link = (path: string): string => `<link rel="stylesheet" href="${path}">`;

describe('deployment 123 says “Smshng”, is mended, and 345 is bad', () => {
  it('going back shows “Smashing” at once, with the origin unplugged', async () => {
    const tab = await site.open('/a/home');
    site.origin.page('/short/article', { body: html('Smshng') });
    await site.storeStale('/short/article');
    site.origin.page('/short/article', { body: html('Smashing') });
    assert.equal(await wordsOf('/short/article'), 'Smshng');
    await until('the page is regenerated', async () => (await wordsOf('/short/article')) === 'Smashing');

    site.origin.page('/short/article', { body: html('A bad page') });
    await deploy(tab, '345');
    assert.equal(await wordsOf('/short/article'), 'A bad page');
    await site.origin.unplugged(async () => {
      assert.equal(await wordsOf('/short/article'), 'A bad page');
      await inPage(tab, `await isr.rollback('123');`);
      assert.equal(await wordsOf('/short/article'), 'Smashing');
      await site.chromium.stopWorkers();
      assert.equal(await wordsOf('/short/article'), 'Smashing', 'it is forgotten with the worker');
    });
    const [active, before] = await listed(tab);
    assert.deepEqual([active?.id, active?.active], ['123', true]);
    assert.deepEqual([before?.id, before?.active], ['345', false]);
    assert.ok(active && before && active.activatedAt > before.activatedAt && before.activatedAt > 0);
    assert.deepEqual(await eventOn(tab, 'deployment'), { from: '123', to: '345' });
    await tab.close();
  });

  it('going back to what is not kept is refused, and says what is', async () => {
    const told = await site.aside((page) =>
      inPage<{ code: string; message: string }>(
        page,
        `return isr.rollback('9').catch(({ code, message }) => ({ code, message }));`,
      ),
    );
    assert.equal(told.code, 'bad-request');
    assert.match(told.message, /"123", "345"/);
  });

  it('a header on any answer goes back, or on to one that is new and starts empty', async () => {
    const answerOf = (deployment: string, path = `/a/of-${deployment}`) => {
      site.origin.page(path, { body: html(deployment), headers: { 'ISR-Deployment': deployment } });
      return path;
    };
    site.origin.page('/a/both', { body: html('both of 123') });
    await site.store('/a/both');
    await site.aside(async (page) => {
      await site.visit(answerOf('345'));
      assert.deepEqual(await idsIn(page), ['345', '123']);
      site.origin.page('/a/both', { body: html('both of 345') });
      assert.equal(await wordsOf('/a/both'), 'both of 345');
      assert.equal(await wordsOf('/a/of-345'), '345');

      // The answer to a form, or to a script that writes, says it too.
      answerOf('new', '/write');
      await page.evaluate(() => fetch('/write', { method: 'POST' }));
      assert.deepEqual(await idsIn(page), ['new', '345', '123']);
      site.origin.page('/a/both', { body: html('both of new') });
      assert.equal(await wordsOf('/a/both'), 'both of new');

      await site.visit(answerOf('123'));
      assert.deepEqual(await idsIn(page), ['123', 'new', '345']);
      assert.equal(await wordsOf('/a/both'), 'both of 123');
    });
  });

  it('shipping the old worker again goes back too', async () => {
    const tab = await site.open('/a/home');
    await deploy(tab, '123');
    await deploy(tab, '345');
    assert.equal(await wordsOf('/a/both'), 'both of 345');
    await deploy(tab, '123');
    assert.equal(await wordsOf('/a/both'), 'both of 123');
    await tab.close();
  });
});

describe('assets', () => {
  it('of a tab that stays open are those of its deployment, though the server has them no more', async () => {
    styles('/app.123.css', 12);
    site.origin.page('/a/styled', { body: html('Styled', { head: link('/app.123.css') }) });
    const tab = await site.open('/a/styled');
    const other = await site.open('/a/home');
    await until('the styles are kept', () =>
      tab.evaluate(async () => (await caches.match('/app.123.css')) !== undefined),
    );
    await deploy(other, '345');
    site.origin.handle('/app.123.css', failing(404));
    site.origin.forget();
    await tab.evaluate(async () => {
      const old = document.querySelector('link');
      const next = document.createElement('link');
      Object.assign(next, { rel: 'stylesheet', href: '/app.123.css' });
      await new Promise((resolve, reject) => {
        Object.assign(next, { onload: resolve, onerror: reject });
        document.head.append(next);
      });
      old?.remove();
    });
    assert.equal(await redOf(tab), 12);
    assert.deepEqual(site.origin.requests('/app.123.css'), [], 'its own deployment has it');

    // A page of the new deployment that asks for it gets the copy of the old one.
    site.origin.page('/a/late', { body: html('Late', { head: link('/app.123.css') }) });
    const late = await site.open('/a/late');
    assert.equal(await redOf(late), 12);
    assert.equal(site.origin.requests('/app.123.css').length, 1);
    await Promise.all([tab.close(), late.close(), other.close()]);
  });

  it('that say `immutable` are not fetched once more for a new deployment', async () => {
    site.origin.page('/fixed.css', {
      body: 'main { color: rgb(7, 0, 0) }',
      headers: { 'Content-Type': 'text/css', 'Cache-Control': 'immutable' },
    });
    site.origin.page('/a/fixed', { body: html('Fixed', { head: link('/fixed.css') }) });
    const tab = await site.open('/a/fixed');
    await until('the styles are kept', () =>
      tab.evaluate(async () => (await caches.match('/fixed.css')) !== undefined),
    );
    await inPage(tab, `await isr.rollback('123');`);
    site.origin.forget();
    const next = await site.open('/a/fixed');
    assert.equal(await redOf(next), 7);
    await until('they are kept for the other deployment too', () =>
      next.evaluate(async () => {
        const found = await caches.match('/fixed.css', { cacheName: 'sw-isr-assets:123' });
        return found !== undefined;
      }),
    );
    assert.deepEqual(site.origin.requests('/fixed.css'), []);
    await Promise.all([tab.close(), next.close()]);
  });
});

describe('a page whose style or script is gone', () => {
  const withHead = (words: string, head: string) => html(words, { head: `${NOTING_CLIENT}${head}` });
  const script = (path: string): string => `<script src="${path}"></script>`;
  /** Stores a page without what it loads, so that no copy of that is anywhere. */
  const prefetch = (path: string) => site.aside((page) => inPage(page, `await isr.prefetch(['${path}']);`));

  it('is regenerated at once, and the tab is told', async () => {
    site.origin.page('/a/plain', { body: withHead('Old', link('/app.old.css')) });
    await prefetch('/a/plain');
    site.origin.page('/a/plain', { body: withHead('New', link('/app.new.css')) });
    const tab = await site.open('/a/plain');
    assert.equal((await eventOn(tab, 'updated')).url, `${site.origin.url}/a/plain`);
    assert.equal(await wordsOf('/a/plain'), 'New');
    await tab.close();
  });

  it('is shown anew by itself, where it is a script', async () => {
    site.origin.page('/a/broken', { body: withHead('Old', script('/app.old.js')) });
    await prefetch('/a/broken');
    site.origin.page('/a/broken', { body: withHead('New', script('/app.new.js')) });
    const tab = await site.open('/a/broken');
    await until(
      'the tab shows the new one',
      async () =>
        (await tab.evaluate(() => document.querySelector('main')?.textContent).catch(() => '')) === 'New',
    );
    await tab.close();
  });

  it('is regenerated once only, where that brings it back as it was', async () => {
    site.origin.page('/a/hopeless', { body: withHead('Hopeless', script('/app.gone.js')) });
    await prefetch('/a/hopeless');
    const tab = await site.open('/a/hopeless');
    await eventOn(tab, 'unchanged');
    const { length } = site.origin.requests('/a/hopeless');
    for (let count = 0; count < 3; count++) await site.visit('/a/hopeless', tab);
    // By then it would have been asked for again.
    await sleep(1_000);
    assert.equal(site.origin.requests('/a/hopeless').length, length);
    await tab.close();
  });
});

describe('the fourth deployment', () => {
  it('collects the first, but not while a tab is open that was loaded with it', async () => {
    const start = async (id: string): Promise<void> => {
      site.origin.page(`/a/start-${id}`, { body: html(id), headers: { 'ISR-Deployment': id } });
      await site.visit(`/a/start-${id}`);
    };
    const others = await site.chromium.browser.pages();
    await start('one');
    const staying = await site.open('/a/home');
    await Promise.all(others.map((page) => page.close()));
    for (const id of ['two', 'three', 'four', 'five']) await start(id);
    const isLeft = (ids: string[]) => async (): Promise<boolean> =>
      (await site.aside(idsIn)).join() === ids.join();
    await until('all but the one with the tab are collected', isLeft(['five', 'four', 'three', 'one']));
    await staying.close();
    await until('that one is collected too', isLeft(['five', 'four', 'three']));
    await site.aside(async (page) => {
      const names = await page.evaluate(() => caches.keys());
      assert.ok(!names.some((name) => /:(?:one|two|123|345|new)$/.test(name)), names.join());
    });
  });
});
