import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { configSource } from '../support/build-worker.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { until } from '../support/site.js';

const CONFIG = configSource(`routes: [
  { match: '/slow/*', revalidate: 60, fallback: true },
  { match: '/a/*', revalidate: 2 },
]`);

const REGISTER = `
  await navigator.serviceWorker.register('/sw.js', { scope: '/' });
  const { active } = await navigator.serviceWorker.ready;
  while (active.state !== 'activated') await new Promise((resolve) => setTimeout(resolve, 20));`;

/** What the page shows; nothing while it is being replaced. */
const textNow = (engine: Engine) =>
  engine.evaluate<string>('return document.body.innerText.trim()').catch(() => '');

for (const { name, launch } of engines) {
  describe(`in ${name}`, () => {
    let origin: Origin;
    let engine: Engine;
    before(async () => {
      origin = await startOrigin();
      await origin.serveWorker(CONFIG);
      engine = await launch();
      await engine.goto(`${origin.url}/blank`);
      await engine.evaluate(REGISTER);
    });
    after(async () => {
      await engine.close();
      await origin.close();
    });
    const visit = (path: string) => engine.goto(origin.url + path);

    it('a page is stored, served, refreshed behind the scenes, and kept when the origin fails', async () => {
      origin.page('/a/story', { body: html('old') });
      assert.deepEqual(await visit('/a/story'), { text: 'old', timing: 'miss' });
      await until('it is stored', async () => (await visit('/a/story')).timing === 'fresh');
      await sleep(2_500);
      origin.page('/a/story', { body: html('new') });
      origin.forget();
      assert.deepEqual(await visit('/a/story'), { text: 'old', timing: 'stale' });
      await until('it is new', async () => (await visit('/a/story')).text === 'new');
      assert.equal(origin.requests('/a/story').length, 1);
      await sleep(2_500);
      origin.page('/a/story', { status: 500, body: html('broken') });
      assert.equal((await visit('/a/story')).text, 'new');
      assert.equal((await visit('/a/story')).text, 'new');
    });

    it('a slow page shows its shell and then itself', async () => {
      origin.page('/slow/a', { body: html('Here it is'), delay: 1_500 });
      await visit('/slow/a').catch(() => undefined);
      await until('the page is there', async () => (await textNow(engine)) === 'Here it is');
      assert.equal((await visit('/slow/a')).timing, 'fresh');
    });

    it('without an origin, stored pages are read and others get the offline page, time and again', async () => {
      origin.page('/a/kept', { body: html('kept') });
      await until('it is stored', async () => (await visit('/a/kept')).timing === 'fresh');
      await origin.unplug();
      try {
        // Firefox gives a worker up after three navigations that it failed to answer.
        for (let round = 0; round < 4; round++) {
          assert.equal((await visit('/a/kept')).text, 'kept');
          const { text, timing } = await visit(`/a/unseen-${round}`);
          assert.equal(timing, 'offline');
          assert.match(text, /\/a\/kept/);
        }
      } finally {
        await origin.plug();
      }
      assert.notEqual((await visit('/a/kept')).timing, undefined, 'the worker is gone');
    });
  });
}
