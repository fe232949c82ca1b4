/** Rule 38: what the visitor forced stands. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { logCommands } from '../support/command-log.js';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const CLIENT = '<script type="module" src="/sw-isr.js"></script>';
const body = (words: string): string => html(words, { head: CLIENT });

/** Reloads past the worker, as Shift+reload does. */
const forceReload = (page: Page) => page.reload({ ignoreCache: true });

describe('a page that was reloaded past the worker', () => {
  const site = useSite(`routes: [{ match: '/a/*', revalidate: '1h' }]`);

  it('takes the place of the stored one: the next visit shows it', async () => {
    site.origin.page('/a/forced', { body: body('old') });
    await site.store('/a/forced');
    const page = await site.open('/a/forced');
    site.origin.page('/a/forced', { body: body('new') });
    await forceReload(page);
    assert.equal(await page.$eval('main', ({ textContent }) => textContent), 'new');
    await until('the next visit shows it', async () => (await site.visit('/a/forced')).body === body('new'));
    await page.close();
  });
});

describe('the client asks for a page to be kept', () => {
  const site = useSite(`routes: [{ match: '/*', revalidate: '1h' }]`);

  it('in place of the stored one after a reload past the worker, and not after any other visit', async () => {
    const log = logCommands(site.origin);
    site.origin.page('/here', { body: body('here') });
    const page = await site.open('/here');
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.reload();
    await until('the client has said hello', () => log.sent('hello').length > 0);
    await sleep(500);
    assert.deepEqual(log.sent('keepPage'), []);
    await forceReload(page);
    await until('the page is to be kept', () => log.sent('keepPage').length > 0);
    const size = Buffer.byteLength(body('here'));
    assert.deepEqual(log.sent('keepPage'), [{ url: `${site.origin.url}/here`, replace: true, size }]);
    await page.close();
  });
});
