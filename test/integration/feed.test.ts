import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildWorker, configSource } from '../support/build-worker.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { startFakeFeed, type FakeFeed } from '../support/feed-server.js';
import { page } from '../support/situations/app.js';
import { REGISTER_PATH, startSite, type Site } from '../support/situations/site.js';
import { openTab, type Tab } from '../support/situations/tab.js';
import { command, REGISTER, untilServed, untilState } from '../support/situations/worker-line.js';

async function until(what: string, happened: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 8000;
  while (!(await happened())) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`);
    await sleep(20);
  }
}

for (const { name, launch } of engines) {
  describe(`the feed of a site, in ${name}`, () => {
    let engine: Engine;
    let feed: FakeFeed;
    let site: Site;
    let tab: Tab;
    let version = 1;
    const state = async (path: string) => (await command(tab, 'explain', { url: site.url + path })).state;
    const store = async (path: string) => {
      await tab.go(path, `Version ${version} of ${path}`);
      await untilServed(tab, site.url + path);
    };
    before(async () => {
      engine = await launch();
      feed = await startFakeFeed();
      const worker = await buildWorker(
        configSource(
          `deployment: 'one', assets: false, feed: { url: '${feed.url}', poll: '1s' },
           routes: [{ match: '/*', revalidate: '1h', tags: ({ url }) => ['of:' + url.pathname] }]`,
        ),
      );
      const own = { headers: { 'Cache-Control': 'public', 'X-Frame-Options': 'DENY' } };
      site = await startSite(({ path }) => page(`<p>Version ${version} of ${path}</p>`, own), {
        host: 'feed-site.localhost',
        worker,
      });
      tab = openTab(engine, site.url);
      await engine.goto(site.url + REGISTER_PATH);
      await engine.evaluate(REGISTER);
      await untilServed(tab, site.url + REGISTER_PATH);
    });
    beforeEach(() => {
      feed.answer = undefined;
    });
    after(async () => {
      await engine.close();
      await site.close();
      await feed.close();
    });

    it('tells an open page within one connection, and changes nothing else', async () => {
      // A page in front of somebody would be fetched again at once.
      await store('/news');
      await store('/other');
      await until('a stream', () => feed.streams() === 1);
      version += 1;
      feed.publish({ tags: ['of:/news'] });
      await untilState(tab, `${site.url}/news`, ['stale']);
      assert.equal(await state('/other'), 'fresh');
      await tab.go('/news', `Version ${version - 1} of /news`);
      await untilState(tab, `${site.url}/news`, ['fresh']);
      await tab.go('/news', `Version ${version} of /news`);
      version -= 1;
      await tab.go('/other', `Version ${version} of /other`);
    });

    it('catches up behind the next visit after the page was away', async () => {
      version += 1;
      await store('/a');
      await store('/b');
      await until('a stream', () => feed.streams() === 1);
      feed.answer = (_request, response) => !!response.destroy();
      feed.hangUp();
      await until('no stream', () => feed.streams() === 0);
      feed.publish({ paths: ['/a'], mode: 'hard' });
      feed.publish({ paths: ['/c'] });
      await sleep(300);
      assert.equal(await state('/a'), 'fresh');
      feed.answer = undefined;
      await untilState(tab, `${site.url}/a`, ['expired']);
      assert.equal(await state('/b'), 'fresh');
    });

    it('believes nothing that is no feed', async () => {
      version += 1;
      await store('/c');
      const json = {
        'Content-Type': 'application/json',
        'Stream-Next-Offset': '9_000009',
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': '*',
      };
      const lies: [status: number, headers: Record<string, string>, body: string][] = [
        [200, { 'Content-Type': 'text/html' }, '<h1>Log in to the WiFi</h1>'],
        [200, json, '[{"at":1,"paths":["/c"]}'],
        [200, json, '[{"at":1,"paths":["//evil"]}]'],
        [200, json, '{"at":1,"paths":["/c"]}'],
        [200, { ...json, 'Stream-Next-Offset': '0_000000' }, '[{"at":1,"paths":["/c"]}]'],
        [410, {}, ''],
        [503, json, '[{"at":1,"paths":["/c"]}]'],
      ];
      for (const [status, headers, body] of lies) {
        feed.answer = (_request, response) => !!response.writeHead(status, headers).end(body);
        feed.hangUp();
        const before = feed.asked.length;
        await command(tab, 'feed', { catchUp: 'now' });
        assert.ok(feed.asked.length > before, body);
        assert.equal(await state('/c'), 'fresh', body);
      }
    });

    it('takes everything for stale when the log is another one', async () => {
      await store('/d');
      await store('/other-than-d');
      feed.lose();
      await untilState(tab, `${site.url}/d`, ['stale']);
      feed.publish({ deployment: 'two' });
      await until('the deployment', async () => (await command(tab, 'deployments', {}))[0]?.id === 'two');
    });

    it('is turned off, and on again', async () => {
      version += 1;
      await store('/e');
      await until('a stream', () => feed.streams() === 1);
      feed.publish({ disabled: true });
      await untilState(tab, `${site.url}/e`, ['none', 'pass']);
      version += 1;
      assert.equal((await tab.go('/e', `Version ${version} of /e`)).timing, null);
      feed.publish({ disabled: false });
      await untilState(tab, `${site.url}/e`, ['fresh']);
      assert.equal((await tab.go('/e', `Version ${version - 1} of /e`)).timing, 'fresh');
    });
  });
}
