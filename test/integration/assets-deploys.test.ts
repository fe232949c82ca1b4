/** A deploy breaks no page: stored pages and open ones whose scripts the server has no more (rule 32). */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { configSource } from '../support/build-worker.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { until } from '../support/site.js';

const CONFIG = configSource(
  `routes: [{ match: '/a/*', revalidate: '1h' }], assets: { list: ['/listed.old.js'] }`,
);

const REGISTER = `
  await navigator.serviceWorker.register('/sw.js', { scope: '/' });
  await navigator.serviceWorker.ready;
  while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 20));`;

/** A page of one release: it counts how often this tab loads it, and its script says which one it is. */
const page = (release: string, script = `/app.${release}.js`): string =>
  html(release, {
    head: `<script>sessionStorage.loads = 1 + Number(sessionStorage.loads ?? 0)</script>
      <script type="module" src="/sw-isr.js"></script><script defer src="${script}"></script>`,
  });

/** What the tab shows, and how often it was loaded; nothing while it is being loaded. */
const STATE = `return {
  shows: document.querySelector('main')?.textContent,
  ran: document.documentElement.dataset.ran,
  loads: Number(sessionStorage.loads),
};`;
interface State {
  shows?: string;
  ran?: string;
  loads?: number;
}

/** How a server answers for a file that it has no more. */
const GONE: [what: string, answer: (origin: Origin, path: string) => void][] = [
  ['404', (origin, path) => origin.page(path, { status: 404 })],
  ['410', (origin, path) => origin.page(path, { status: 410, headers: { 'Content-Type': 'text/plain' } })],
  ['the page of a host that answers every path', (origin, path) => origin.page(path, { body: html('Home') })],
];

for (const { name, launch } of engines)
  describe(`in ${name}`, () => {
    let origin: Origin;
    let engine: Engine;
    before(async () => {
      origin = await startOrigin();
      origin.page('/listed.old.js', {
        body: 'export default "listed"',
        headers: { 'Content-Type': 'text/javascript' },
      });
      await origin.serveWorker(CONFIG);
      engine = await launch();
      await engine.goto(`${origin.url}/blank`);
      await engine.evaluate(REGISTER);
    });
    after(async () => {
      await engine.close();
      await origin.close();
    });
    beforeEach(async () => {
      await engine.goto(`${origin.url}/blank`);
      await engine.evaluate('sessionStorage.clear()');
    });

    const visit = (path: string) => engine.goto(origin.url + path);
    const state = (): Promise<State> => engine.evaluate<State>(STATE).catch(() => ({}));
    const shows = (words: string) => async (): Promise<boolean> => {
      const { shows, ran } = await state();
      return shows === words && ran === words;
    };
    const release = (path: string, id: string): void => {
      origin.page(path, { body: page(id) });
      origin.page(`/app.${id}.js`, {
        body: `document.documentElement.dataset.ran = '${id}'`,
        headers: { 'Content-Type': 'text/javascript' },
      });
    };
    const isKept = (path: string) => (): Promise<boolean> =>
      engine.evaluate<boolean>(`return (await caches.match('${path}')) !== undefined;`);
    /** Stores a page without what it loads. */
    const prefetch = async (path: string): Promise<void> => {
      await engine.evaluate(`
        const { ready } = await import('/sw-isr.js');
        const [{ outcome }] = await (await ready).prefetch(['${path}']);
        if (outcome !== 'stored') throw new Error(outcome);`);
    };

    for (const [at, [what, goes]] of GONE.entries()) {
      it(`a script that is kept runs on, offline too, where the server answers: ${what}`, async () => {
        const [path, id] = [`/a/kept-${at}`, `kept${at}`];
        release(path, id);
        await until('the page and its script are kept', async () => {
          const { timing } = await visit(path);
          return timing === 'fresh' && (await isKept(`/app.${id}.js`)());
        });
        goes(origin, `/app.${id}.js`);
        for (const round of ['first', 'second']) {
          await visit(path);
          await until(`it runs at the ${round} visit`, shows(id), 5);
        }
        await origin.unplugged(async () => {
          await visit(path);
          await until('it runs offline', shows(id), 5);
        });
      });

      it(`a stored page whose script is not kept is replaced and reloaded, once: ${what}`, async () => {
        const [path, before, after] = [`/a/gone-${at}`, `before${at}`, `after${at}`];
        release(path, before);
        await prefetch(path);
        release(path, after);
        goes(origin, `/app.${before}.js`);
        await visit(path).catch(() => undefined);
        await until('the new page runs', shows(after));
        assert.equal((await state()).loads, 2);
        await visit(path);
        await until('it runs at the next visit', shows(after), 5);
        assert.equal((await state()).loads, 3);
      });

      it(`a page on the screen whose part was never loaded is reloaded, once: ${what}`, async () => {
        const [path, before, after] = [`/a/lazy-${at}`, `early${at}`, `late${at}`];
        release(path, before);
        await until('the page is stored', async () => (await visit(path)).timing === 'fresh');
        await until('it runs', shows(before));
        const { loads = 0 } = await state();
        release(path, after);
        goes(origin, `/part.${before}.js`);
        // As a framework asks for the part of a page, which then shows its own error.
        await engine.evaluate(`import('/part.${before}.js').catch(() => undefined)`);
        await until('the new page runs', shows(after));
        await sleep(1_000);
        assert.equal((await state()).loads, loads + 1);
      });
    }

    it('a page is not reloaded whose script is gone without a deploy, nor any other', async () => {
      const path = '/a/hopeless';
      origin.page(path, { body: page('hopeless', '/app.never.js') });
      await until('the page is stored', async () => (await visit(path)).timing === 'fresh');
      const { loads = 0 } = await state();
      await visit(path);
      await sleep(2_000);
      assert.equal((await state()).loads, loads + 1);
    });

    it('a file that the config lists is there for a tab that stays open, and offline', async () => {
      release('/a/open', 'open');
      await until('it is kept', async () => {
        await visit('/a/open');
        await sleep(500);
        return isKept('/listed.old.js')();
      });
      for (const [, goes] of GONE) {
        goes(origin, '/listed.old.js');
        const answer = `const response = await fetch('/listed.old.js'); return (await response.text()).length`;
        assert.notEqual(await engine.evaluate(answer), 23, 'the server has it no more');
        await visit('/a/open');
        assert.equal(await engine.evaluate(`return (await import('/listed.old.js')).default`), 'listed');
      }
      await origin.unplugged(async () => {
        await visit('/a/open');
        assert.equal(await engine.evaluate(`return (await import('/listed.old.js')).default`), 'listed');
      });
    });
  });
