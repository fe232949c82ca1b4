/** The parts of an app that the config lists: a tab that stays open over a deployment has its own. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { configSource } from '../support/build-worker.js';
import { html } from '../support/html.js';
import type { Origin } from '../support/origin.js';
import { inPage } from '../support/page-client.js';
import { until, useSite } from '../support/site.js';

const configOf = (id: string): string =>
  configSource(`deployment: '${id}', routes: [{ match: '/a/*', revalidate: '1h' }],
    assets: { list: async () => (await fetch('/parts.json')).json() }`);

const TYPE = { 'Content-Type': 'text/javascript' };

/** Puts a release on the site: another page, another part, and no trace of those before. */
function release(origin: Origin, id: string, before?: string): void {
  origin.page('/a/app', { body: html(id) });
  origin.page('/parts.json', {
    body: JSON.stringify([`/part.${id}.js`]),
    headers: { 'Content-Type': 'application/json' },
  });
  origin.page(`/part.${id}.js`, { body: `export default '${id}'`, headers: TYPE });
  if (before) origin.page(`/part.${before}.js`, { body: html('Home') });
}

const site = useSite(configOf('one'), (origin) => release(origin, 'one'));

const keeps = (page: Page, id: string) => (): Promise<boolean> =>
  page.evaluate(
    async (given) =>
      (await caches.match(`/part.${given}.js`, { cacheName: `sw-isr-assets:${given}` })) !== undefined,
    id,
  );
const part = (page: Page, id: string): Promise<unknown> =>
  page.evaluate(`import('/part.${id}.js').then((part) => part.default)`);

describe('a part of an app that no page has loaded', () => {
  it('is kept for each deployment, and a tab gets that of its own', async () => {
    const tab = await site.open('/a/app');
    await until('the first one is kept', keeps(tab, 'one'));
    release(site.origin, 'two', 'one');
    await site.origin.serveWorker(configOf('two'), {}, { minify: false });
    await site.aside((page) => inPage(page, 'await isr.update();'));
    await until('the second one is kept', keeps(tab, 'two'));
    site.origin.forget();
    assert.equal(await part(tab, 'one'), 'one');
    assert.deepEqual(site.origin.requests('/part.one.js'), []);
    const next = await site.open('/a/app');
    assert.equal(await next.evaluate(() => document.querySelector('main')?.textContent), 'two');
    await site.origin.unplugged(async () => {
      assert.equal(await part(next, 'two'), 'two');
    });
    await Promise.all([tab.close(), next.close()]);
  });
});
