/** The story of the tweets, in every engine: an outline, a hit, a missing tweet, a dead API, and no failure that stays. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type * as Build from '../../src/build/index.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { until } from '../support/site.js';
import { openTab, type Tab } from '../support/situations/tab.js';
import { command, REGISTER, untilServed } from '../support/situations/worker-line.js';

interface Tweets {
  api: { isDead: boolean; slowness: number };
  asked: string[];
  listen(port: number): Promise<{ url: string; apiUrl: string; close: () => Promise<void> }>;
}

interface Made {
  author: { handle: string };
  text: string;
}

const load = <T>(path: string): Promise<T> => import(pathToFileURL(resolve(path)).href) as Promise<T>;

const GENERATING = 'is being generated';
const NOT_NOW = 'This one cannot be had now';
/** Tweets that are there, one for each engine and story. */
const ids = {
  Chromium: [20, 123_456_789, 77],
  Firefox: [31, 223_456_789, 178],
  WebKit: [42, 323_456_789, 79],
};

let site: { url: string; tweets: Tweets; tweetOf: (id: number) => Made | null; close: () => Promise<void> };
before(async () => {
  const { build } = await load<typeof Build>('dist/build.js');
  await mkdir('.cache/test', { recursive: true });
  const publicDir = await mkdtemp(resolve('.cache/test/tweets-'));
  await build({ config: 'demo/tweets/isr.config.ts', out: publicDir, minify: false });
  const { createTweets } = await load<{ createTweets: (options: object) => Tweets }>('demo/tweets.mjs');
  const { tweetOf } = await load<{ tweetOf: (id: number) => Made | null }>('demo/tweets/tweet.mjs');
  const tweets = createTweets({ publicDir });
  const { url, close } = await tweets.listen(0);
  site = {
    ...{ url, tweets, tweetOf },
    async close() {
      await close();
      await rm(publicDir, { recursive: true, force: true });
    },
  };
});
after(() => site.close());

const made = (id: number): Made => {
  const tweet = site.tweetOf(id);
  assert.ok(tweet, `there is no tweet ${id}`);
  return tweet;
};
const missing = (): number => {
  let id = 1000;
  while (site.tweetOf(id)) id += 1;
  return id;
};
const timesAsked = (id: number): number => site.tweets.asked.filter((path) => path === `/${id}`).length;

for (const { name, launch } of engines)
  describe(`500 million tweets in ${name}`, () => {
    const [first = 0, second = 0, third = 0] = ids[name];
    let engine: Engine | undefined;
    let tab: Tab;
    before(async () => {
      engine = await launch();
      tab = openTab(engine, site.url);
      await tab.go('/', 'Half a billion pages');
      await tab.run(REGISTER);
      await tab.reload('Half a billion pages');
    });
    after(async () => {
      site.tweets.api.isDead = false;
      await engine?.close();
    });

    const stored = async (): Promise<string[]> =>
      (await command(tab, 'pages', { limit: 100 })).pages.map(({ url }) => new URL(url).pathname);

    it('shows the outline of one that nobody has opened, then the tweet', async () => {
      site.tweets.api.slowness = 60;
      await tab.run(`setTimeout(() => { location.href = '/${first}' })`);
      // WebKit's driver answers nothing while a page is on its way.
      if (name !== 'WebKit')
        await until('the outline is shown', async () => {
          const read = tab.run<string>(`return document.body.innerText`).catch(() => '');
          return (await read).includes(GENERATING);
        });
      site.tweets.api.slowness = 0.2;
      await tab.sees(`@${made(first).author.handle}`);
      assert.equal(timesAsked(first), 1);
    });

    it('opens it at once the next time, and counts what is kept', async () => {
      await untilServed(tab, `${site.url}/${first}`);
      await tab.go('/', 'Half a billion pages');
      await tab.go(`/${first}`, 'nobody was asked');
      assert.equal(timesAsked(first), 1);
      await until('it is counted', async () => {
        const words = await tab.run<string>(`return document.querySelector('[data-counter]').innerText`);
        return /Of 500,000,000 possible tweets, \d+ were generated in this browser, and 1 \(\d+ kB\) are kept/.test(
          words,
        );
      });
    });

    it('says of one that was deleted that it is not there', async () => {
      await tab.act(`location.href = '/${missing()}'`, 'There is no such tweet');
    });

    it('keeps the seen ones while the API is dead, and leads others from the outline to the offline page', async () => {
      await tab.run(`document.querySelector('[data-switch] button').click()`);
      await tab.sees('The tweets’ API is dead');
      await tab.go(`/${first}`, made(first).text);
      await tab.act(`location.href = '/${second}'`, NOT_NOW);
      const kept = await stored();
      assert.ok(kept.includes(`/${first}`) && !kept.includes(`/${second}`), kept.join(' '));
    });

    it('shows them when the API is back: no failure was kept', async () => {
      site.tweets.api.isDead = false;
      await tab.act(`location.href = '/${second}'`, made(second).author.handle);
      await tab.act(`location.href = '/${third}'`, made(third).author.handle);
    });
  });
