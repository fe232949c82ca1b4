import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { configSource } from '../support/build-worker.js';
import { html } from '../support/html.js';
import { inPage } from '../support/page-client.js';
import { ship } from '../support/ship.js';
import { until, useSite } from '../support/site.js';

const ROUTES = "routes: [{ match: '/*', revalidate: '1h' }]";
const site = useSite(ROUTES);

const deploy = (config: string): Promise<void> => site.aside((page) => ship(site.origin, page, config));

describe('a config that throws where it runs (rule 35)', () => {
  it('leaves the site to the network, says so, and is healed by the next deployment', async () => {
    site.origin.page('/a', { body: html('old') });
    await site.store('/a');
    site.origin.page('/a', { body: html('new') });

    const broken = `import { defineConfig } from 'sw-isr';
      if (globalThis.navigator?.userAgent.includes('Mozilla')) throw new Error('only in a browser');
      export default defineConfig({ ${ROUTES} });`;
    await deploy(broken);
    await until('the network answers', async () => (await site.visit('/a')).cacheStatus === undefined);
    assert.equal((await site.visit('/a')).body, html('new'));
    const said = await site.aside((page) =>
      inPage<string>(page, 'return isr.stats().catch(({ code, message }) => code + ": " + message)'),
    );
    assert.match(said, /^unsupported: .*only in a browser/);

    await deploy(configSource(`deployment: 'healed', ${ROUTES}`));
    await until('pages are kept again', async () => (await site.visit('/a')).timing === 'fresh');
    assert.equal((await site.visit('/a')).body, html('new'));
  });
});
