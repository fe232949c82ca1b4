/** What a person calls visited is there offline: also what a client router has shown. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { configSource } from '../support/build-worker.js';
import { logCommands, type CommandLog } from '../support/command-log.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { inPage } from '../support/page-client.js';
import { until, useSite } from '../support/site.js';

const CLIENT = '<script type="module" src="/sw-isr.js"></script>';

for (const { name, launch } of engines) {
  describe(`in ${name}, pages of a client router`, () => {
    let origin: Origin;
    let engine: Engine;
    let log: CommandLog;
    before(async () => {
      origin = await startOrigin();
      await origin.serveWorker(configSource(`routes: [{ match: '/*', revalidate: '1h' }]`));
      log = logCommands(origin);
      origin.page('/app', { body: html('app', { head: CLIENT }) });
      engine = await launch();
      await engine.goto(`${origin.url}/app`);
      await until('the first page is kept', () => log.sent('keepPage').length > 0);
    });
    after(async () => {
      await engine.close();
      await origin.close();
    });
    const kept = (): string[] => log.sent('keepPage').map(({ url }) => url.slice(origin.url.length));

    it('are kept once each, when they have been shown for a while', async () => {
      log.forget();
      await engine.goto(`${origin.url}/app`);
      // The client listens from then on.
      await until('the client has said hello', () => log.sent('hello').length > 0);
      await sleep(300);
      await engine.evaluate(`
        history.pushState(null, '', '/app/passed');
        history.pushState(null, '', '/app/one');`);
      await until('/app/one is kept', () => kept().includes('/app/one'));
      await engine.evaluate(`history.replaceState(null, '', '/app/two?x=1#part');`);
      await until('/app/two is kept', () => kept().includes('/app/two?x=1#part'));
      await engine.evaluate(`
        history.pushState(null, '', '/app/two?x=1#other');
        history.pushState(null, '', '/app/three');
        history.go(-3);`);
      await until('/app/passed is kept, on the way back', () => kept().includes('/app/passed'));
      await engine.evaluate(`history.back();`);
      await sleep(1_500);
      assert.deepEqual(kept(), ['/app/one', '/app/two?x=1#part', '/app/passed']);
    });
  });
}

describe('a page that a client router has shown', () => {
  const site = useSite(`routes: [{ match: '/a/*', revalidate: '1h' }]`, (origin) => {
    origin.page('/a/app', { body: html('app', { head: CLIENT }) });
    for (const path of ['/a/shown', '/a/fetched']) origin.page(path, { body: html(path) });
  });
  const COMMANDS = `
    globalThis.sent = [];
    const { postMessage } = ServiceWorker.prototype;
    ServiceWorker.prototype.postMessage = function (message, ...rest) {
      sent.push(message.command);
      return postMessage.call(this, message, ...rest);
    };`;
  async function open(): Promise<Page> {
    const page = await site.chromium.newPage();
    await page.evaluateOnNewDocument(COMMANDS);
    await page.goto(`${site.origin.url}/a/app`);
    await until(
      'the client has said hello',
      () => page.evaluate(`sent.includes('hello')`) as Promise<boolean>,
    );
    await sleep(300);
    return page;
  }

  /** What the worker has of a path. */
  const stateOf = (page: Page, path: string): Promise<string> =>
    inPage(page, `return (await isr.explain('${path}')).state`);

  it('is readable offline', async () => {
    const page = await open();
    await page.evaluate(`history.pushState(null, '', '/a/shown')`);
    await until('it is kept', async () => (await stateOf(page, '/a/shown')) === 'fresh');
    await site.origin.unplugged(async () => {
      const { status, body } = await site.visit('/a/shown');
      assert.deepEqual([status, body], [200, html('/a/shown')]);
    });
    await page.close();
  });

  for (const headers of [{ ETag: '"1"' }, { 'Cache-Control': 'public, max-age=600' }])
    it(`is kept whole, not the part of it that the router had fetched (${JSON.stringify(headers)})`, async () => {
      const path = `/a/part-${Object.keys(headers).join()}`;
      site.origin.handle(path, (request, response) => {
        const isPart = request.headers['hx-request'];
        const own = 'ETag' in headers && !isPart ? { ETag: '"2"' } : headers;
        response.writeHead(200, { 'Content-Type': 'text/html', ...own });
        response.end(isPart ? '<p>A part</p>' : html('The whole page'));
      });
      const page = await open();
      const known = await site.visit('/a/app');
      assert.equal(known.timing, 'fresh');
      await page.evaluate(`fetch('${path}', { headers: { 'HX-Request': 'true' } }).then((it) => it.text())`);
      await page.evaluate(`history.pushState(null, '', '${path}')`);
      await until('it is asked for', () => site.origin.requests(path).length > 1);
      await until('it is kept', async () => (await stateOf(page, path)) === 'fresh');
      assert.equal((await site.visit(path)).body, html('The whole page'));
      const { body, timing } = await site.visit(path);
      assert.deepEqual([body, timing], [html('The whole page'), 'fresh']);
      assert.equal((await site.visit('/a/app')).timing, 'fresh', 'the other pages have to be shown again');
      await page.close();
    });

  it('is left to the worker where it was fetched through that, as Turbo and Swup do', async () => {
    const page = await open();
    await page.evaluate(`fetch('/a/fetched', { headers: { Accept: 'text/html' } }).then((it) => it.text())`);
    await page.evaluate(`history.pushState(null, '', '/a/fetched')`);
    await sleep(2_000);
    assert.equal(await page.evaluate(`sent.includes('keepPage')`), false);
    await page.close();
  });
});
