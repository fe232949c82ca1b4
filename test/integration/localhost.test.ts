import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [{ match: '/a/*', revalidate: '1h' }]`, (origin) => {
  origin.page('/a/page', {
    body: html('page', { head: '<script type="module" src="/sw-isr.js"></script>' }),
  });
});

describe('on localhost', () => {
  it('the console says that a page came from the store, and nothing of one that did not', async () => {
    const page = await site.chromium.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    const first = await site.visit('/a/page', page);
    assert.equal(first.cacheStatus?.hit, false);
    assert.deepEqual(said, []);
    await until('it comes from the store', async () => {
      const { cacheStatus } = await site.visit('/a/page', page);
      return cacheStatus?.hit === true;
    });
    await until('the console says so', () => said.length > 0);
    assert.match(said.join(), /came from the worker's store and is \d+ s old.*isr\.unregister\(\)/);
    assert.ok(said.join().includes(site.origin.url));
    await page.close();
  });
});
