import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { redirectTo } from '../support/faults.js';
import { html } from '../support/html.js';
import { useSite } from '../support/site.js';
import { statusOf, watchTitles } from '../support/watch.js';

const POLICY = "default-src 'none'; script-src 'nonce-shell'; style-src 'nonce-shell'";
const site = useSite(
  `routes: [{ match: '/p/*', revalidate: 60, fallback: true, shell: '/shell' }]`,
  (origin) => {
    origin.page('/shell', {
      headers: { 'Content-Security-Policy': POLICY },
      body: html('A shell is loading. '.repeat(40), {
        title: 'Shell',
        head: '<script nonce="shell">document.documentElement.dataset.ran = "yes"</script>',
      }),
    });
  },
);

/** How many documents the tab loads while the work is done. */
async function countDocuments(page: Page, work: () => Promise<unknown>): Promise<number> {
  let documents = 0;
  const count = (): void => {
    documents++;
  };
  page.on('domcontentloaded', count);
  await work();
  await sleep(2_000);
  page.off('domcontentloaded', count);
  return documents;
}

describe('a shell that allows only scripts with its nonce', () => {
  it('runs its own script, keeps its policy, and becomes the page, whose policy is its own', async () => {
    site.origin.page('/p/strict', { body: html('<p id="part">Strict</p>', { title: 'Strict' }) });
    for (const url of ['/p/strict', '/p/strict?again#part']) {
      const page = await site.chromium.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      const release = site.origin.hold('/p/strict');
      const titles = await watchTitles(page, site.origin.url + url, 'Strict', async () => {
        await page.waitForFunction(() => document.documentElement.dataset.ran === 'yes');
        release();
      });
      assert.deepEqual(titles, ['Shell', 'Strict']);
      const allowed = await page.evaluate(() => {
        const script = Object.assign(document.createElement('script'), {
          textContent: 'globalThis.free = 1',
        });
        document.head.append(script);
        return 'free' in globalThis;
      });
      assert.ok(allowed, 'the shell’s policy holds for the page');
      assert.deepEqual(
        complaints.filter((text) => text.includes('Content Security Policy')),
        [],
      );
      await page.close();
    }
  });
});

describe('a page behind a shell', () => {
  it('is scrolled to its fragment', async () => {
    const body = html(
      `<div style="height: 5000px"></div><h2 id="part">Part</h2><div style="height: 5000px">`,
      {
        title: 'Long',
      },
    );
    site.origin.page('/p/long', { body });
    const release = site.origin.hold('/p/long');
    const page = await site.chromium.newPage();
    const titles = await watchTitles(page, `${site.origin.url}/p/long#part`, 'Long', release);
    assert.deepEqual(titles, ['Shell', 'Long']);
    const top = await page.$eval('#part', (part) => part.getBoundingClientRect().top);
    assert.ok(Math.abs(top) < 50, `the part is ${top} px away`);
    await page.close();
  });

  it('is loaded once after the shell, though it may not be stored', async () => {
    const headers = { 'Cache-Control': 'no-store' };
    for (const url of ['/p/unstored', '/p/unstored?again#part']) {
      site.origin.page('/p/unstored', { body: html('Unstored'), headers });
      const release = site.origin.hold('/p/unstored');
      const page = await site.chromium.newPage();
      const documents = await countDocuments(page, () =>
        watchTitles(page, site.origin.url + url, 'Unstored', release),
      );
      assert.ok(documents <= 2, `${documents} documents were loaded`);
      await page.close();
    }
  });

  it('that redirects to a page behind a shell itself ends there, as one entry of the history', async () => {
    site.origin.page('/p/target', { body: html('Target') });
    site.origin.handle('/p/moved', redirectTo('/p/target'));
    const releases = ['/p/moved', '/p/target'].map((path) => site.origin.hold(path));
    const page = await site.chromium.newPage();
    await page.goto(`${site.origin.url}/blank`);
    const entries = await page.evaluate(() => history.length);
    await watchTitles(page, `${site.origin.url}/p/moved`, 'Target', () => {
      for (const release of releases) release();
    });
    assert.equal(new URL(page.url()).pathname, '/p/target');
    assert.equal(await statusOf(page), 200);
    assert.equal(await page.evaluate(() => history.length), entries + 1);
    await page.close();
  });
});
