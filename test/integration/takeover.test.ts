/** A site that had another worker: each visitor gets this one, loses no page on the way, and keeps no old cache. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { configSource } from '../support/build-worker.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { likeNextPwa, likeVitePluginPwa, selfWritten, type Files } from '../support/old-workers.js';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { until } from '../support/site.js';

const JAVASCRIPT = { headers: { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-cache' } };

/** A page of the old site, with a field, and a script that it loads when it is asked to. */
const oldPage = (words: string, worker: string, late: string): string =>
  html(`${words}<input>`, {
    head: `<script type="module">
      globalThis.late = () => import('${late}').then((part) => part.default);
      await navigator.serviceWorker.register('${worker}');
      // A private window of WebKit forgets what is in a cache when nobody has it open.
      globalThis.held = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    </script>`,
  });
const late = 'export default "the late part";';
const newPage = html('new', { head: '<script type="module" src="/sw-isr.js"></script>' });

const configOf = (takeover: string): string =>
  configSource(`routes: [{ match: '/*', revalidate: '1h' }], takeover: ${takeover}`);

/** What a tab sees of the workers and caches of its site. */
const STATE = `
  const registrations = await navigator.serviceWorker.getRegistrations();
  const own = await navigator.serviceWorker.getRegistration('/');
  return {
    scripts: registrations.map(({ scope, active }) => new URL(scope).pathname + ' ' + new URL(active?.scriptURL ?? scope).pathname).sort(),
    caches: (await caches.keys()).filter((name) => !name.startsWith('sw-isr')).sort(),
    preload: (await own?.navigationPreload?.getState())?.enabled ?? false,
  };`;
interface State {
  scripts: string[];
  caches: string[];
  preload: boolean;
}

/** The engines at the same time: most of a scenario is waiting for a browser. */
describe('another worker is taken over', { concurrency: true }, () => {
  for (const { name, launch } of engines)
    describe(`in ${name}`, { concurrency: false }, () => {
      let engine: Engine;
      let origin: Origin;
      before(async () => {
        engine = await launch();
      });
      after(() => engine.close());
      beforeEach(async () => {
        origin = await startOrigin();
      });
      afterEach(() => origin.close());

      const visit = (path: string) => engine.goto(origin.url + path);
      const state = () => engine.evaluate<State>(STATE);
      const serve = (files: Files): void => {
        for (const [path, body] of Object.entries(files))
          origin.page(path, path.endsWith('.js') ? { body, ...JAVASCRIPT } : { body });
      };
      const remove = (...paths: string[]): void => {
        for (const path of paths) origin.page(path, { status: 404, body: html('Not here') });
      };
      /** A page that registers the old worker while it is unregistered would keep it. */
      const untilRegistered = () =>
        until('the old page has registered its worker', () =>
          engine.evaluate<boolean>('return !!globalThis.held'),
        );
      /** Visits until the old worker has answered, as it did for visitors of the old site. */
      const visitOld = async (path: string, words: string): Promise<void> => {
        await visit(path);
        await until('the old worker is there', () =>
          engine.evaluate<boolean>('return !!navigator.serviceWorker.controller'),
        );
        assert.equal((await visit(path)).text, words);
        await untilRegistered();
      };
      /**
       * The browser looks for the update of the worker that controls the open tab, as it does after a navigation. The
       * navigation's own may have come first, and unregistered the old worker.
       */
      const update = (path: string) =>
        engine.evaluate(`
        const registration = await navigator.serviceWorker.getRegistration(${JSON.stringify(path)});
        await registration?.update().catch(() => undefined);`);
      /** Types into the open tab, so that a reload would show. */
      const type = () => engine.evaluate("document.querySelector('input').value = 'half a sentence'");
      const typed = () => engine.evaluate("return document.querySelector('input')?.value");
      const isGone = async (what: string, gone: (now: State) => boolean): Promise<void> => {
        await until(what, async () => gone(await state()));
      };

      it('that of vite-plugin-pwa at the same URL: no visit is lost, and no old cache is left', async () => {
        const built = {
          '/index.html': oldPage('old', '/sw.js', '/assets/late-1.js'),
          '/assets/late-1.js': late,
        };
        serve({ ...built, '/': built['/index.html'], ...(await likeVitePluginPwa(built)) });
        await visitOld('/', 'old');

        // The new site. Of the old one nothing is left on the server.
        origin.page('/', { body: newPage });
        remove('/index.html', '/assets/late-1.js');
        await origin.serveWorker(configOf('true'));
        assert.equal((await visit('/')).text, 'old');
        await type();
        await engine.evaluate(`
        // The visit before may have found the new worker already.
        const registration = await navigator.serviceWorker.getRegistration();
        await registration.update();
        while (registration.installing || registration.waiting || registration.active?.state !== 'activated')
          await new Promise((resolve) => setTimeout(resolve, 50));`);

        // The open tab goes on, with the files of its build.
        assert.equal(await engine.evaluate('return globalThis.late()'), 'the late part');
        assert.equal(await typed(), 'half a sentence');
        assert.deepEqual((await state()).caches, [`workbox-precache-v2-${origin.url}/`]);

        await origin.unplugged(async () => {
          assert.equal((await visit('/')).text, 'old');
        });
        assert.equal((await visit('/')).text, 'new');
        await isGone('the old cache is gone', ({ caches }) => caches.length === 0);
        await until('the page is stored', async () => (await visit('/')).timing === 'fresh');
        assert.deepEqual((await state()).scripts, ['/ /sw.js']);
      });

      it('that of next-pwa: the caches that the config names go, and no other', async () => {
        const chunk = '/_next/static/chunks/late-1.js';
        const built = { [chunk]: late };
        const page = oldPage('old', '/sw.js', chunk);
        serve({ ...built, '/': page, '/about': page, ...(await likeNextPwa(built)) });
        await visitOld('/', 'old');
        await visit('/about');
        await engine.evaluate(`await (await caches.open('basket')).put('/basket', new Response('one'))`);
        const { caches } = await state();
        assert.ok(caches.includes('start-url') && caches.includes('others'), String(caches));

        origin.page('/', { body: newPage });
        origin.page('/about', { body: newPage });
        remove(chunk);
        await origin.serveWorker(
          configOf("{ caches: ['start-url', 'static-js-assets', 'next-data', /^others$/] }"),
          {},
          { minify: false },
        );
        await update('/');
        await isGone('it no longer preloads', ({ preload }) => !preload);
        assert.equal(await engine.evaluate('return globalThis.late()'), 'the late part');
        assert.equal((await visit('/')).text, 'new');
        await isGone('the old caches are gone', (now) => String(now.caches) === 'basket');
        await until('the page is stored', async () => (await visit('/about')).timing === 'fresh');
      });

      it('one at another URL, which never asks for its pages again', async () => {
        const page = oldPage('old', '/service-worker.js', '/late-1.js');
        serve({
          '/': page,
          '/late-1.js': late,
          '/service-worker.js': selfWritten('app-v1', ['/', '/late-1.js']),
        });
        await visitOld('/', 'old');

        origin.page('/', { body: newPage });
        remove('/late-1.js');
        await origin.serveWorker(configOf("{ scripts: ['/service-worker.js'], caches: [/^app-v\\d+$/] }"));
        assert.equal((await visit('/')).text, 'old');
        await type();
        await engine.evaluate(`
        const changed = new Promise((resolve) => navigator.serviceWorker.oncontrollerchange = resolve);
        globalThis.before = await navigator.serviceWorker.getRegistration();
        await before.update();
        await changed;`);
        // Its registration is the same, and with it the visitor's push subscription.
        assert.equal(
          await engine.evaluate(
            'return (await navigator.serviceWorker.getRegistration()) === globalThis.before',
          ),
          true,
        );
        assert.equal(await engine.evaluate('return globalThis.late()'), 'the late part');
        assert.equal(await typed(), 'half a sentence');

        assert.equal((await visit('/')).text, 'new');
        // Firefox replaces a busy worker by the next one later: it is the same worker under two URLs.
        await isGone('no old cache is left', ({ caches }) => caches.length === 0);
        assert.match(String((await state()).scripts), /^\/ \/(?:sw|service-worker)\.js$/);
        await until('the page is stored', async () => (await visit('/')).timing === 'fresh');
      });

      it('those of parts of the site: the ones that are named go, and no other', async () => {
        const worker = (part: string): Files => ({
          [`/${part}/`]: oldPage(`old ${part}`, `/${part}/old.js`, `/${part}/late.js`),
          [`/${part}/late.js`]: late,
          [`/${part}/old.js`]: selfWritten(`${part}-v1`, [`/${part}/`, `/${part}/late.js`]),
        });
        serve({ ...worker('app'), ...worker('shop'), ...worker('wiki'), '/': html('old home') });
        for (const part of ['app', 'shop', 'wiki']) await visitOld(`/${part}/`, `old ${part}`);

        for (const path of ['/', '/app/', '/shop/', '/wiki/']) origin.page(path, { body: newPage });
        remove('/app/late.js', '/shop/late.js');
        await origin.serveWorker(
          configOf("{ scripts: ['/app/old.js'], scopes: ['/shop/'], caches: ['app-v1', 'shop-v1'] }"),
          {},
          { minify: false },
        );
        // By its own update: the open tab keeps its worker, and the next page comes from the new site.
        assert.equal((await visit('/app/')).text, 'old app');
        await untilRegistered();
        await update('/app/');
        await isGone('it is unregistered', ({ scripts }) => !scripts.includes('/app/ /app/old.js'));
        // Firefox stops an idle worker, and starts none that is unregistered.
        if (name !== 'Firefox')
          assert.equal(await engine.evaluate('return globalThis.late()'), 'the late part');
        assert.equal((await visit('/app/')).text, 'new');
        // By a page of the new site.
        await isGone(
          'the other is unregistered too',
          ({ scripts }) => String(scripts) === '/ /sw.js,/wiki/ /wiki/old.js',
        );
        await isGone('their caches are gone', ({ caches }) => String(caches) === 'wiki-v1');
        assert.equal((await visit('/shop/')).text, 'new');
        assert.equal((await visit('/wiki/')).text, 'old wiki');
      });

      if (name === 'Chromium')
        for (const [policy, script] of [
          ["require-trusted-types-for 'script'; trusted-types sw-isr", '/ /service-worker.js'],
          ["require-trusted-types-for 'script'; trusted-types 'none'", undefined],
          ["script-src 'none'", undefined],
        ] as const)
          it(`under the policy "${policy}" nobody is left with the old worker`, async () => {
            const page = oldPage('old', '/service-worker.js', '/late.js');
            serve({ '/': page, '/service-worker.js': selfWritten('app-v1', ['/']) });
            await visitOld('/', 'old');
            origin.page('/', { body: html('new') });
            await origin.serveWorker(
              configOf("{ scripts: ['/service-worker.js'], caches: [/^app-v\\d+$/] }"),
              { 'Content-Security-Policy': policy },
              { minify: false },
            );
            await update('/');
            if (!script) await isGone('it is unregistered', ({ scripts }) => scripts.length === 0);
            await until('the new page is there', async () => (await visit('/')).text === 'new');
            assert.deepEqual((await state()).scripts, [script].filter(Boolean));
          });
    });
});
