/** A stopped worker answers from Cache Storage what its database would answer, and nothing that is not so any more. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { holdDatabase, isHot } from '../support/hot-tier.js';
import { html } from '../support/html.js';
import { inPage } from '../support/page-client.js';
import { configSource } from '../support/build-worker.js';
import { ship } from '../support/ship.js';
import { until, useSite } from '../support/site.js';
import { login, logout, serveUserPages, USER_ROUTES } from '../support/user-pages.js';

const site = useSite(USER_ROUTES, serveUserPages);

/** Stores a page, and waits until it lies in the tier too. The tab keeps no worker running. */
async function heat(path: string): Promise<void> {
  await site.store(path);
  await site.aside((page) => until(`"${path}" is hot`, () => isHot(page, path)));
}

/** Breaks the database for the worker alone: what is answered then comes from the tier. */
async function withoutDatabase(work: () => Promise<void>): Promise<void> {
  await site.aside(async (page) => {
    await holdDatabase(page);
    await work();
  });
}

describe('a stopped worker', () => {
  it('is right about a page that was invalidated', async () => {
    site.origin.page('/a/news', { body: html('first') });
    await heat('/a/news');
    site.origin.page('/a/news', { body: html('second') });
    await site.aside((page) => inPage(page, `await isr.revalidatePath('/a/news', { mode: 'hard' });`));
    await site.chromium.stopWorkers();
    assert.equal((await site.visit('/a/news')).body, html('second'));
  });

  it('is right after everything was cleared', async () => {
    site.origin.page('/a/cleared', { body: html('first') });
    await heat('/a/cleared');
    site.origin.page('/a/cleared', { body: html('second') });
    await site.aside((page) => inPage(page, 'await isr.clear();'));
    await site.chromium.stopWorkers();
    const { body, cacheStatus } = await site.visit('/a/cleared');
    assert.equal(body, html('second'));
    assert.equal(cacheStatus?.hit ?? false, false);
  });

  it('shows nobody the page of the user before (rule 25)', async () => {
    const page = await site.open('/a/home');
    await login(page, 'ada');
    await heat('/mine/page');
    await login(page, 'bob');
    await site.chromium.stopWorkers();
    assert.equal((await site.visit('/mine/page')).body, html('Only for bob'));
    await heat('/mine/page');
    await logout(page);
    await site.chromium.stopWorkers();
    assert.ok(!(await site.visit('/mine/page')).body.includes('Only for'));
    await page.close();
  });

  it('answers from the database where the tier is gone', async () => {
    site.origin.page('/a/cold', { body: html('first') });
    await heat('/a/cold');
    await site.aside((page) => page.evaluate(() => caches.delete('sw-isr-hot')));
    await site.chromium.stopWorkers();
    const { body, cacheStatus } = await site.visit('/a/cold');
    assert.deepEqual([body, cacheStatus?.hit], [html('first'), true]);
  });

  it('answers a hit while the database does not open', async () => {
    site.origin.page('/a/hit', { body: html('hit') });
    await heat('/a/hit');
    await withoutDatabase(async () => {
      await site.chromium.stopWorkers();
      const { body, cacheStatus } = await site.visit('/a/hit');
      assert.deepEqual([body, cacheStatus?.hit], [html('hit'), true]);
    });
  });

  it('asks the origin for a miss while the database does not open', async () => {
    site.origin.page('/a/known', { body: html('known') });
    site.origin.page('/a/miss', { body: html('miss') });
    await heat('/a/known');
    await withoutDatabase(async () => {
      await site.chromium.stopWorkers();
      const begun = performance.now();
      assert.equal((await site.visit('/a/miss')).body, html('miss'));
      const waited = performance.now() - begun;
      assert.ok(waited < 1_900, `the database was waited for: ${String(waited)} ms`);
    });
  });

  it('does not believe the tier after a write that the database did not take', async () => {
    site.origin.page('/a/written', { body: html('first') });
    await heat('/a/written');
    site.origin.page('/a/written', { body: html('second') });
    await withoutDatabase(async () => {
      await site.chromium.stopWorkers();
      await site.aside(async (page) => {
        await inPage(
          page,
          `await isr.revalidatePath('/a/written', { mode: 'hard' }).catch(() => undefined);`,
        );
        await until('the tier is gone', async () => !(await isHot(page, '/a/written')));
      });
      await site.chromium.stopWorkers();
      assert.equal((await site.visit('/a/written')).body, html('second'));
    });
  });

  it('answers with the active deployment’s page after going back, and forward again (rule 32)', async () => {
    const tab = await site.open('/a/home');
    const deploy = async (deployment: string): Promise<void> => {
      site.origin.page('/a/release', { body: html(`of ${deployment}`) });
      await ship(site.origin, tab, configSource(`deployment: '${deployment}', ${USER_ROUTES}`));
    };
    const bodyOf = async (): Promise<string> => {
      await site.chromium.stopWorkers();
      return (await site.visit('/a/release')).body;
    };
    await deploy('1');
    await heat('/a/release');
    await deploy('2');
    assert.equal(await bodyOf(), html('of 2'));
    await heat('/a/release');
    await inPage(tab, `await isr.rollback('1');`);
    assert.equal(await bodyOf(), html('of 1'));
    await heat('/a/release');
    await inPage(tab, `await isr.rollback('2');`);
    assert.equal(await bodyOf(), html('of 2'));
    await heat('/a/release');
    await withoutDatabase(async () => assert.equal(await bodyOf(), html('of 2')));
    await tab.close();
  });
});
