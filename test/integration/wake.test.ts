/** Rule 39: never cold on the way. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { configSource } from '../support/build-worker.js';
import { logCommands, type CommandLog } from '../support/command-log.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { until, useSite } from '../support/site.js';

const PAGE = html('<a href="/next"><b>Next</b></a>', {
  head: '<script type="module" src="/sw-isr.js"></script>',
});

describe('a worker that has stopped', () => {
  const site = useSite(`routes: [{ match: '/*', revalidate: '1h' }]`);

  it('is started when the pointer rests on a link, so that the navigation finds it running', async () => {
    const log = logCommands(site.origin);
    site.origin.page('/here', { body: PAGE });
    const page = await site.open('/here');
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.reload();
    await until('the client has said hello', () => log.sent('hello').length > 0);
    await sleep(500);
    await site.chromium.stopWorkers();
    assert.deepEqual(log.sent('wake'), []);
    await page.hover('b');
    await until('the worker is woken', () => log.sent('wake').length > 0);
    await page.close();
  });
});

for (const { name, launch } of engines) {
  describe(`in ${name}, the worker`, () => {
    let origin: Origin;
    let engine: Engine;
    let log: CommandLog;
    before(async () => {
      origin = await startOrigin();
      await origin.serveWorker(configSource(`routes: [{ match: '/*', revalidate: '1h' }]`));
      log = logCommands(origin);
      origin.page('/here', { body: PAGE });
      engine = await launch();
    });
    after(async () => {
      await engine.close();
      await origin.close();
    });

    it('is woken by a link that is pressed, once', async () => {
      await engine.goto(`${origin.url}/here`);
      await until('the page is kept', () => log.sent('keepPage').length > 0);
      await until('the worker is woken', async () => {
        await engine.evaluate(
          `document.querySelector('b').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));`,
        );
        return log.sent('wake').length > 0;
      });
      await sleep(500);
      assert.deepEqual(log.sent('wake'), [{}]);
    });
  });
}
