import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { configSource } from '../support/build-worker.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { html } from '../support/html.js';
import { axeFindings } from '../support/looks.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { until } from '../support/site.js';

/** The strictest policy of a site: no inline script or style, Trusted Types, and no policy but that of the client. */
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; require-trusted-types-for 'script'; trusted-types sw-isr";

const HEAD =
  '<script type="module" async src="/sw-isr.js"></script><script type="module" src="/elements.js"></script>';

/** The element of the page, what it says, and its buttons. */
const ELEMENT = `const element = document.querySelector('isr-update');
  const button = element.shadowRoot.querySelector('[part=action]');`;

for (const { name, launch } of engines) {
  describe(`<isr-update>, in ${name}`, () => {
    let origin: Origin;
    let engine: Engine;
    const show = (price: string, head = HEAD): void =>
      origin.page('/a/lamp', {
        body: html(
          `<h1>Lamp</h1><p id="price">${price}</p><form><label>Note <input name="note"></label></form><isr-update></isr-update>`,
          { title: `Lamp, ${price}`, head },
        ),
        headers: { 'Content-Security-Policy': POLICY },
      });
    const read = (): Promise<string> =>
      engine.evaluate(`return document.querySelector('#price').textContent`);
    const isOffered = (): Promise<boolean> => engine.evaluate(`${ELEMENT} return element.shown`);
    /** Somebody changes the page, and this browser is told. */
    async function revalidate(): Promise<void> {
      await engine.evaluate(`const { ready } = await import('/sw-isr.js');
        const isr = await ready;
        await isr.revalidatePath(location.pathname);
        await isr.prefetch([location.href]);`);
      await until('the newer version is offered', isOffered);
    }
    before(async () => {
      origin = await startOrigin();
      origin.page('/elements.js', {
        body: await readFile('dist/elements.js', 'utf8'),
        headers: { 'Content-Type': 'text/javascript' },
      });
      await origin.serveWorker(configSource(`routes: [{ match: '/a/*', revalidate: 600 }]`));
      engine = await launch();
      show('5 €');
      await until('the page is stored', async () => {
        const { timing } = await engine.goto(`${origin.url}/a/lamp`);
        return timing === 'fresh';
      });
    });
    after(async () => {
      await engine.close();
      await origin.close();
    });

    it('offers a regenerated page, and swaps it in from the store, with what was typed', async () => {
      await engine.evaluate(`document.querySelector('input').value = 'typed'; globalThis.isSame = true;`);
      show('4 €');
      await revalidate();
      assert.equal(await read(), '5 €');
      if (engine.page) assert.deepEqual(await axeFindings(engine.page), []);
      origin.forget();
      await engine.evaluate(`${ELEMENT} button.click()`);
      await until('the new price is shown', async () => (await read()) === '4 €');
      const shown = await engine.evaluate<object>(`${ELEMENT}
        return { typed: document.querySelector('input').value, isSame, title: document.title, isOffered: element.shown }`);
      assert.deepEqual(shown, { typed: 'typed', isSame: true, title: 'Lamp, 4 €', isOffered: false });
      assert.deepEqual(
        // A browser looks for a newer worker when it likes.
        origin.requests().flatMap(({ url }) => (url === '/sw.js' ? [] : url)),
        [],
      );
    });

    it('reloads where the next page has another script, once the visitor agrees to lose what was typed', async () => {
      origin.page('/new.js', { body: '', headers: { 'Content-Type': 'text/javascript' } });
      show('3 €', `${HEAD}<script src="/new.js"></script>`);
      await revalidate();
      assert.equal(await engine.evaluate(`${ELEMENT} return element.apply()`), false);
      assert.equal(await read(), '4 €');
      await engine.evaluate(`${ELEMENT} setTimeout(() => button.click())`);
      await until('the page is reloaded', async () =>
        engine
          .evaluate<boolean>(
            `return !globalThis.isSame && document.querySelector('#price')?.textContent === '3 €'`,
          )
          .catch(() => false),
      );
    });
  });
}
