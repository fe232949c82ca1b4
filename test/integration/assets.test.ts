import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [{ match: '/a/*', revalidate: 60 }]`, (origin) => {
  const asset = (path: string, type: string, body: string) =>
    origin.page(path, { body, headers: { 'Content-Type': type } });
  asset('/style.css', 'text/css', 'main { color: rgb(1, 2, 3) } ');
  asset('/script.js', 'text/javascript', 'document.documentElement.dataset.ran = "yes";');
  asset('/dot.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
});

const HEAD = '<link rel="stylesheet" href="/style.css"><script defer src="/script.js"></script>';
const page = (words: string, head = HEAD) =>
  html(`${words}<img src="/dot.svg" alt="">`, { title: words, head });

/** What the page's styles, script and image came to. */
function looks(tab: Page): Promise<unknown> {
  return tab.evaluate(() => ({
    color: getComputedStyle(document.querySelector('main') ?? document.body).color,
    ran: document.documentElement.dataset.ran,
    image: document.querySelector('img')?.naturalWidth,
  }));
}
const WELL = { color: 'rgb(1, 2, 3)', ran: 'yes', image: 9 };

describe('offline, a page has its styles, scripts and images', () => {
  it('when it was visited with the worker there', async () => {
    site.origin.page('/a/visited', { body: page('Visited') });
    await site.store('/a/visited');
    await site.origin.unplug();
    try {
      const visit = await site.chromium.visit(`${site.origin.url}/a/visited`);
      assert.deepEqual(await looks(visit.page), WELL);
      await visit.page.close();
    } finally {
      await site.origin.plug();
    }
  });

  it('when it is the one on which the worker was first registered', async () => {
    const context = await site.chromium.browser.createBrowserContext();
    const tab = await context.newPage();
    site.origin.page('/a/first', {
      body: page('First', `${HEAD}<script type="module" src="/sw-isr.js"></script>`),
    });
    await tab.goto(`${site.origin.url}/a/first`);
    await until('the worker controls the page', () =>
      tab.evaluate(() => navigator.serviceWorker.controller !== null),
    );
    // What the page tells the worker then is followed by nothing that could be waited for.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await site.origin.unplug();
    try {
      const visit = await site.chromium.visit(`${site.origin.url}/a/first`, tab);
      assert.equal(visit.status, 200);
      assert.deepEqual(await looks(visit.page), WELL);
    } finally {
      await site.origin.plug();
      await context.close();
    }
  });
});
