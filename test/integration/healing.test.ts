import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { configSource } from '../support/build-worker.js';
import { html } from '../support/html.js';
import { inPage } from '../support/page-client.js';
import { until, useSite } from '../support/site.js';

const ROUTES = "routes: [{ match: '/*', revalidate: '1h' }]";
const site = useSite(ROUTES);

/** Ships a worker, and waits until it is the one that answers. */
async function ship(source: string): Promise<void> {
  await site.origin.serveWorker(source);
  await site.aside(async (page) => {
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const next = new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', resolve);
      });
      const { active } = registration;
      await registration.update();
      if (registration.installing ?? registration.waiting ?? registration.active !== active)
        await Promise.race([next, new Promise((resolve) => setTimeout(resolve, 5_000))]);
    });
  });
}

describe('a config that throws where it runs (rule 35)', () => {
  it('leaves the site to the network, says so, and is healed by the next deployment', async () => {
    site.origin.page('/a', { body: html('old') });
    await site.store('/a');
    site.origin.page('/a', { body: html('new') });

    const broken = `import { defineConfig } from 'sw-isr';
      if (typeof ServiceWorkerGlobalScope !== 'undefined') throw new Error('only in a browser');
      export default defineConfig({ ${ROUTES} });`;
    await ship(broken);
    await until('the network answers', async () => (await site.visit('/a')).cacheStatus === undefined);
    assert.equal((await site.visit('/a')).body, html('new'));
    const said = await site.aside((page) =>
      inPage<string>(page, 'return isr.stats().catch(({ code, message }) => code + ": " + message)'),
    );
    assert.match(said, /^unsupported: .*only in a browser/);

    await ship(configSource(`deployment: 'healed', ${ROUTES}`));
    await until('pages are kept again', async () => (await site.visit('/a')).timing === 'fresh');
    assert.equal((await site.visit('/a')).body, html('new'));
  });
});
