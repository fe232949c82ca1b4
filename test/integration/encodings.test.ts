/** Rule 5: a page is one page however its URL is encoded, in each engine. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { configSource } from '../support/build-worker.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { until } from '../support/site.js';

const CONFIG = configSource(`routes: [
  { match: '/listed/*', audience: 'everyone', fallback: false, strict: true, paths: ['/listed/п', '/listed/%7Eann'] },
  { match: '/изделия/:name', audience: 'everyone', revalidate: '1h', tags: ({ params }) => ['product:' + params.name] },
  { match: '/account{/*}?', revalidate: 0 },
  { match: '/*', audience: 'everyone', revalidate: '1h' },
]`);

const REGISTER = `
  await navigator.serviceWorker.register('/sw.js', { scope: '/' });
  const { active } = await navigator.serviceWorker.ready;
  while (active.state !== 'activated') await new Promise((resolve) => setTimeout(resolve, 20));`;

const ask = (engine: Engine, call: string): Promise<unknown> =>
  engine.evaluate(`const { ready } = await import('/sw-isr.js'); return (await ready).${call};`);

for (const { name, launch } of engines)
  describe(`a URL that is encoded in two ways, in ${name}`, () => {
    let origin: Origin;
    let engine: Engine;
    before(async () => {
      origin = await startOrigin();
      const paths = ['/%D0%BF', '/~ann', '/listed/%D0%BF', '/listed/~ann', '/account', '/account/orders'];
      for (const path of [...paths, encodeURI('/изделия/톱사슴')]) origin.page(path);
      await origin.serveWorker(CONFIG);
      engine = await launch();
      await engine.goto(`${origin.url}/blank`);
      await engine.evaluate(REGISTER);
    });
    after(async () => {
      await engine.close();
      await origin.close();
    });
    const timing = async (path: string) => (await engine.goto(origin.url + path)).timing ?? undefined;
    const isStored = (path: string) =>
      until(`${path} is stored`, async () => (await timing(path)) === 'fresh');

    it('is one page', async () => {
      await isStored('/%D0%BF');
      assert.equal(await timing('/%d0%bf'), 'fresh');
      await isStored('/%7eann');
      assert.equal(await timing('/~ann'), 'fresh');
      assert.equal(await timing('/%7Eann'), 'fresh');
    });

    it('is listed, where either form is', async () => {
      for (const path of ['/listed/%d0%bf', '/listed/~ann']) {
        await isStored(path);
        assert.equal((await engine.goto(origin.url + path)).text, path.replace('%d0%bf', '%D0%BF'));
      }
    });

    it('is marked as out of date by its path in any form, and by a tag made of its decoded params', async () => {
      const product = encodeURI('/изделия/톱사슴').toLowerCase();
      await isStored(product);
      await ask(engine, `revalidateTag('product:톱사슴')`);
      assert.equal(await timing(product), 'stale');
      await isStored('/~ann');
      await ask(engine, `revalidatePath('/%7eann')`);
      assert.equal(await timing('/~ann'), 'stale');
    });

    it('is taken by the route of the network that names its folder, the bare path too', async () => {
      for (const path of ['/account', '/account/orders', '/%61ccount', '/account/%6Frders'])
        assert.equal(await timing(path), undefined, path);
    });
  });
