import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { configSource } from '../support/build-worker.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { until } from '../support/site.js';
import { command } from '../support/situations/worker-line.js';

const configOf = (deployment: string): string =>
  configSource(`deployment: '${deployment}', routes: [
  { match: '/slow/*', revalidate: 60, fallback: true },
  { match: '/a/*', revalidate: 2 },
  { match: '/long/*', revalidate: '1h', tags: ['long'] },
  { match: '/listed/*', revalidate: '1h', paths: ['/listed/1', '/listed/2', '/listed/3'] },
  { match: '/origin/*', revalidate: 'origin' },
]`);

/** A page with the site's own client in it. */
const CLIENT = html('client', {
  head: `<script type="module">
    import { ready } from '/sw-isr.js';
    globalThis.isr = await ready;
  </script>`,
});

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
      for (const path of ['1', '2', '3']) origin.page(`/listed/${path}`, { body: html(path) });
      origin.page('/client', { body: CLIENT });
      await origin.serveWorker(configOf('one'));
      engine = await launch();
      await engine.goto(`${origin.url}/blank`);
      await engine.evaluate(REGISTER);
    });
    after(async () => {
      await engine.close();
      await origin.close();
    });
    const visit = (path: string) => engine.goto(origin.url + path);
    /** Stores a page, and changes it on the site. */
    const change = async (path: string, headers: Record<string, string> = {}): Promise<void> => {
      origin.page(path, { body: html('old'), headers });
      await until('it is stored', async () => (await visit(path)).timing === 'fresh');
      origin.page(path, { body: html('new'), headers });
    };
    /** Asks the client of a page. */
    const ask = async <T = unknown>(call: string): Promise<T> => {
      await visit('/client');
      return engine.evaluate<T>(`
        while (!globalThis.isr) await new Promise((resolve) => setTimeout(resolve, 20));
        return await globalThis.isr.${call};`);
    };

    it('the pages that a route lists are there before anybody asks for them', async () => {
      const tab = { run: <T>(body: string) => engine.evaluate<T>(body) };
      // A visit before that would ask for a page that is on its way.
      await until(
        'they are stored',
        async () => {
          // Firefox stops a worker after half a second here: each message lets it go on.
          await command(tab, 'warm', {});
          const { pages } = await command(tab, 'pages', {});
          return pages.filter(({ url }) => url.includes('/listed/')).length === 3;
        },
        40,
      );
      for (const path of ['1', '2', '3'])
        await until('it is stored', async () => (await visit(`/listed/${path}`)).timing === 'fresh');
      for (const path of ['1', '2', '3']) assert.equal(origin.requests(`/listed/${path}`).length, 1);
    });

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

    it('what is revalidated is new: softly after one more visit, hard at once, by path and by tag', async () => {
      await change('/long/a');
      await ask("revalidatePath('/long/a')");
      assert.deepEqual(await visit('/long/a'), { text: 'old', timing: 'stale' });
      await until('it is new', async () => (await visit('/long/a')).text === 'new');
      await change('/long/b');
      await ask("revalidateTag('long', { mode: 'hard' })");
      assert.deepEqual(await visit('/long/b'), { text: 'new', timing: 'revalidated' });
      // The bytes of UTF-8, as servers send them.
      await change('/long/c', { 'Cache-Tag': Buffer.from('größe, 尺码').toString('latin1') });
      await ask("revalidateTag('尺码', { mode: 'hard' })");
      assert.deepEqual(await visit('/long/c'), { text: 'new', timing: 'revalidated' });
    });

    it('what is written is new, by fetch() and by a form whose answer redirects', async () => {
      const written = (path: string, answer: [number, Record<string, string>]): void => {
        let words = 'old';
        origin.handle(path, ({ method }, response) => {
          if (method === 'POST') words = 'new';
          if (method === 'POST') response.writeHead(...answer).end();
          else response.writeHead(200, { 'Content-Type': 'text/html' }).end(html(words));
        });
      };
      written('/long/fetched', [204, {}]);
      written('/long/form', [303, { Location: '/long/form' }]);
      for (const path of ['/long/fetched', '/long/form'])
        await until('it is stored', async () => (await visit(path)).timing === 'fresh');
      await visit('/blank');
      await engine.evaluate("await fetch('/long/fetched', { method: 'POST', body: 'x' })");
      assert.deepEqual(await visit('/long/fetched'), { text: 'new', timing: 'revalidated' });
      await visit('/blank');
      await engine
        .evaluate(
          "document.body.innerHTML = '<form method=post action=/long/form>'; document.forms[0].submit()",
        )
        .catch(() => undefined);
      await until('the form’s answer is there', async () => (await textNow(engine)) === 'new');
    });

    it('the origin’s own rules hold where a route says so', async () => {
      await change('/origin/kept', { 'Cache-Control': 'max-age=600' });
      assert.deepEqual(await visit('/origin/kept'), { text: 'old', timing: 'fresh' });
      origin.page('/origin/asked', { body: html('old'), headers: { 'Cache-Control': 'no-cache' } });
      await visit('/origin/asked');
      origin.page('/origin/asked', { body: html('new') });
      assert.equal((await visit('/origin/asked')).text, 'new');
    });

    it('a deployment is gone back to, with the origin unplugged', async () => {
      origin.page('/long/deployed', { body: html('Smashing') });
      await until('it is stored', async () => (await visit('/long/deployed')).timing === 'fresh');
      await origin.serveWorker(configOf('two'));
      origin.page('/long/deployed', { body: html('bad') });
      await ask('update()');
      await until('the new one is active', async () => {
        const [first] = await ask<{ id: string }[]>('deployments()');
        return first?.id === 'two';
      });
      await until('it is bad', async () => (await visit('/long/deployed')).text === 'bad');
      await ask("rollback('one')");
      await origin.unplugged(async () => {
        assert.deepEqual(await visit('/long/deployed'), { text: 'Smashing', timing: 'fresh' });
      });
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
