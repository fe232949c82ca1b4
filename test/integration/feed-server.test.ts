import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createFeed, sqliteLog, type Feed } from '../../src/server/index.js';
import { buildWorker, configSource } from '../support/build-worker.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { page } from '../support/situations/app.js';
import { REGISTER_PATH, startSite, type Site } from '../support/situations/site.js';
import { openTab, type Tab } from '../support/situations/tab.js';
import { REGISTER, untilServed, untilState } from '../support/situations/worker-line.js';

const SECRET = 'the-secret-of-these-tests';
const ROUNDS = Number(process.env['FEED_ROUNDS'] ?? 10);

/** Begins to note when the page's own regeneration was told. */
const LISTEN = `globalThis.updates = 0; const isr = await (await import('/sw-isr.js')).ready;
  isr.addEventListener('updated', () => { updates += 1; });`;
const updated = (count: number): string =>
  `const until = performance.now() + 5000;
   while (updates < ${count} && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 1));
   return updates >= ${count};`;

for (const { name, launch } of engines)
  describe(`from a webhook to the browser, in ${name}`, () => {
    let engine: Engine | undefined;
    let feed: Feed | undefined;
    let server: Server | undefined;
    let site: Site | undefined;
    let tab: Tab | undefined;
    let folder: string | undefined;
    let version = 1;
    let feedUrl = '';
    const asked: string[] = [];
    const publish = async (body: object): Promise<void> => {
      const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' };
      const { status } = await fetch(feedUrl, { method: 'POST', headers, body: JSON.stringify(body) });
      assert.equal(status, 200);
    };
    before(async () => {
      engine = await launch();
      folder = await mkdtemp(join(tmpdir(), 'isr-feed-'));
      const made = (feed = createFeed({ storage: sqliteLog(join(folder, 'isr.db')), secret: SECRET }));
      server = createServer((request, response) => {
        asked.push(request.url ?? '');
        made.node(request, response).catch(() => response.destroy());
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      feedUrl = `http://feed.localhost:${(server.address() as AddressInfo).port}/_isr/feed`;
      const worker = await buildWorker(
        configSource(
          `deployment: 'one', assets: false, feed: { url: '${feedUrl}', poll: '1s' },
           routes: [{ match: '/*', revalidate: '1h', tags: ({ url }) => ['of:' + url.pathname] }]`,
        ),
      );
      feedUrl = feedUrl.replace('feed.localhost', '127.0.0.1');
      const own = { headers: { 'Cache-Control': 'public' } };
      site = await startSite(({ path }) => page(`<p>Version ${version} of ${path}</p>`, own), {
        host: 'feed-live.localhost',
        worker,
      });
      tab = openTab(engine, site.url);
      await engine.goto(site.url + REGISTER_PATH);
      await engine.evaluate(REGISTER);
      await untilServed(tab, site.url + REGISTER_PATH);
    });
    after(async () => {
      await engine?.close();
      await site?.close();
      await feed?.close();
      server?.closeAllConnections();
      server?.close();
      if (folder) await rm(folder, { recursive: true });
    });

    it('an open page hears of it, each time', async () => {
      assert.ok(tab && site);
      await tab.go('/news', `Version ${version} of /news`);
      await untilServed(tab, `${site.url}/news`);
      await tab.run(LISTEN);
      await publish({ tags: ['nothing'] });
      const times: number[] = [];
      for (let round = 1; round <= ROUNDS; round++) {
        version += 1;
        const heard: Promise<boolean> = tab.run<boolean>(updated(round));
        const since = performance.now();
        await publish({ tags: ['of:/news'] });
        assert.ok(await heard, `the page never heard of webhook ${round}`);
        times.push(performance.now() - since);
      }
      times.sort((a, b) => a - b);
      const at = (share: number): string => (times[Math.ceil(times.length * share) - 1] ?? NaN).toFixed(0);
      console.log(
        `${name}: webhook to "updated": median ${at(0.5)} ms, p99 ${at(0.99)} ms of ${times.length}`,
      );
    });

    it('a browser that was away marks the page at its next visit, for one request to the feed', async () => {
      assert.ok(tab && site && feed && engine);
      await tab.go('/old', `Version ${version} of /old`);
      await untilServed(tab, `${site.url}/old`);
      await engine.goto('about:blank');
      const offsets = asked.length;
      await feed.revalidatePath('/old', { mode: 'hard' });
      version += 1;
      // The worker asks at most once a second here.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await tab.go('/other', `Version ${version} of /other`);
      await untilState(tab, `${site.url}/old`, ['expired']);
      const catchingUp = asked.slice(offsets).filter((url) => !url.includes('live='));
      // None where the page's own connection told the worker first.
      assert.ok(catchingUp.length <= 1, catchingUp.join());
      await tab.go('/old', `Version ${version} of /old`);
    });
  });
