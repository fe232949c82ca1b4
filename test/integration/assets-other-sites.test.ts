/** Files of other sites: the browser's own, under the page's policies; kept where the worker's policy lets it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { configSource } from '../support/build-worker.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { redirectTo } from '../support/faults.js';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { until } from '../support/site.js';

/** The page's own client registers the worker, and then has it keep what the page had loaded. */
const CONTROLLED = `
  while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 20));`;

/** What the page's files came to, once they have. */
const LOOKS = `
  const look = () => ({
    color: getComputedStyle(document.querySelector('main')).color,
    weight: getComputedStyle(document.querySelector('main')).fontWeight,
    ran: document.documentElement.dataset.ran,
    module: document.documentElement.dataset.module,
    image: document.images[0].naturalWidth,
  });
  for (let turn = 0; turn < 40 && !look().image; turn++) await new Promise((resolve) => setTimeout(resolve, 50));
  return look();`;
const WELL = { color: 'rgb(1, 2, 3)', weight: '700', ran: 'yes', module: 'yes', image: 9 };

/** The URLs of other sites that the worker keeps. */
const KEPT = `
  const kept = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) if (!url.startsWith(origin)) kept.push(new URL(url).pathname);
  return kept.sort();`;

function serveFiles(cdn: Origin): void {
  const file = (path: string, type: string, body: string) =>
    cdn.page(path, { body, headers: { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' } });
  file('/style.css', 'text/css', 'main { color: rgb(1, 2, 3) }');
  file('/cors.css', 'text/css', 'main { font-weight: 700 }');
  file('/script.js', 'text/javascript', 'document.documentElement.dataset.ran = "yes";');
  file('/module.js', 'text/javascript', 'document.documentElement.dataset.module = "yes";');
  file('/dot.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
}

const page = ({ url }: Origin): string =>
  html(`Words<img src="${url}/dot.svg" alt="">`, {
    head: `<link rel="stylesheet" href="${url}/style.css">
      <link rel="stylesheet" href="${url}/cors.css" crossorigin>
      <script defer src="${url}/script.js"></script>
      <script type="module" src="${url}/module.js"></script>
      <script type="module" src="/sw-isr.js"></script>`,
  });

/** What stands with every answer of the site; with COEP the page itself shows what it will. */
function policies(
  cdn: Origin,
): [what: string, worker: Record<string, string>, page: Record<string, string>][] {
  const script = `script-src 'self' 'unsafe-inline' 'unsafe-eval' ${cdn.url}`;
  const csp = {
    'Content-Security-Policy': `default-src 'self'; img-src 'self' ${cdn.url}; style-src 'self' ${cdn.url}; ${script}; report-uri /csp`,
  };
  return [
    ['one Content-Security-Policy on every answer', csp, csp],
    ['COEP', { 'Cross-Origin-Embedder-Policy': 'require-corp' }, {}],
    ['no policy', {}, {}],
  ];
}
const POLICIES = ['one Content-Security-Policy on every answer', 'COEP', 'no policy'];

for (const { name, launch } of engines)
  describe(`in ${name}`, () => {
    let engine: Engine;
    before(async () => {
      engine = await launch();
    });
    after(() => engine.close());

    for (const policy of POLICIES)
      describe(`files of another site, with ${policy}`, () => {
        let origin: Origin;
        let cdn: Origin;
        before(async () => {
          [origin, cdn] = [await startOrigin(), await startOrigin()];
          serveFiles(cdn);
          const [, worker = {}, headers = {}] = policies(cdn).find(([what]) => what === policy) ?? [];
          origin.page('/blank', { headers });
          origin.page('/a/page', { body: page(cdn), headers });
          await origin.serveWorker(configSource(`routes: [{ match: '/a/*', revalidate: '1h' }]`), worker);
          // A file of this site that leads to the other one.
          origin.handle('/led.svg', redirectTo(`${cdn.url}/dot.svg`));
          origin.page('/a/led', { body: html('<img src="/led.svg" alt="">'), headers });
          await engine.goto(`${origin.url}/blank`);
        });
        after(() => Promise.all([origin.close(), cdn.close()]));
        const looks = async (): Promise<unknown> => {
          await engine.goto(`${origin.url}/a/page`);
          return engine.evaluate(LOOKS);
        };

        it('look the same with the worker as without, visit after visit', async () => {
          assert.deepEqual(await looks(), WELL, 'without');
          await engine.evaluate(CONTROLLED);
          for (let visit = 0; visit < 3; visit++) {
            assert.deepEqual(await looks(), WELL, `visit ${visit}`);
            await sleep(700);
          }
          assert.deepEqual(origin.requests('/csp'), [], 'violations were reported');
        });

        it('are shown also where a file of this site leads to them', async () => {
          for (let visit = 0; visit < 3; visit++) {
            await engine.goto(`${origin.url}/a/led`);
            const { image } = await engine.evaluate<{ image: number }>(LOOKS);
            assert.equal(image, 9, `visit ${visit}`);
          }
        });

        if (policy === 'no policy')
          it('are kept behind the page, and can be read offline', async () => {
            await until('they are kept', async () => {
              await looks();
              await sleep(3_000);
              return (await engine.evaluate<string[]>(KEPT)).length === 5;
            });
            assert.deepEqual(await looks(), WELL, 'online');
            await Promise.all([origin.unplug(), cdn.unplug()]);
            try {
              assert.deepEqual(await looks(), WELL, 'offline');
            } finally {
              await Promise.all([origin.plug(), cdn.plug()]);
            }
          });
        else
          it('are not kept, and no violation is reported', async () => {
            origin.forget();
            await looks();
            await sleep(3_500);
            assert.deepEqual(await engine.evaluate(KEPT), []);
            assert.deepEqual(origin.requests('/csp'), []);
          });
      });
  });
