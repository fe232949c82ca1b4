/** The story of the tweets, in every engine: an outline, a hit, a missing tweet, a dead API, and no failure that stays. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { until } from '../support/site.js';
import { openTab, type Tab } from '../support/situations/tab.js';
import { command, REGISTER, untilServed } from '../support/situations/worker-line.js';
import { findTweet, startTweets, tweetOf, type RunningTweets, type Tweet } from '../support/tweets.js';

const START = 'Half a billion pages';
const GENERATING = 'is being generated';
const ASKED_AGAIN = 'It is asked again';
const NOT_NOW = 'This one cannot be had now';

let running: RunningTweets | undefined;
before(async () => {
  running = await startTweets();
});
after(() => running?.close());

const site = (): RunningTweets => {
  if (!running) throw new Error('Failed to use "tweets": the site is not open. Use it inside a test.');
  return running;
};

/** Tweets that no other engine opens. */
function tweetsFrom(start: number): Tweet[] {
  let id = start;
  return Array.from({ length: 5 }, () => {
    id = findTweet(id + 1, (tweet) => tweet !== null);
    const tweet = tweetOf(id);
    assert.ok(tweet);
    return tweet;
  });
}

const STARTS = { Chromium: 100_000_000, Firefox: 200_000_000, WebKit: 300_000_000 };

for (const { name, launch } of engines)
  describe(`500 million tweets in ${name}`, () => {
    const [seen, slow, late, never, away] = tweetsFrom(STARTS[name]) as [Tweet, Tweet, Tweet, Tweet, Tweet];
    let engine: Engine | undefined;
    let tab: Tab;
    before(async () => {
      engine = await launch();
      tab = openTab(engine, site().url);
      await tab.go('/', START);
      await tab.run(REGISTER);
      await tab.reload(START);
    });
    after(async () => {
      await site().api.setAlive(true);
      await engine?.close();
    });

    const go = ({ id }: Tweet, words: string) => tab.act(`location.href = '/${id}'`, words);
    const kept = async (): Promise<string[]> =>
      (await command(tab, 'pages', { limit: 100 })).pages.map(({ url }) => new URL(url).pathname);
    const figure = (which: string): Promise<string> =>
      tab.run(`return document.querySelector('[data-figure="${which}"]').textContent`);
    const pressSwitch = (): Promise<void> =>
      tab.run(`document.querySelector('[data-switch] button').click()`);

    it('shows the outline of one that nobody has opened, then the tweet', async () => {
      site().api.slowness = 50;
      try {
        await tab.run(`setTimeout(() => { location.href = '/${slow.id}' })`);
        // WebKit's driver answers nothing while a page is on its way.
        if (name !== 'WebKit')
          await until('the outline is shown', async () => {
            const text = await tab.run<string>(`return document.body.innerText`).catch(() => '');
            return text.includes(GENERATING);
          });
      } finally {
        site().api.slowness = 0.1;
      }
      const { text } = await tab.sees(`@${slow.author.handle}`);
      assert.match(text, /Generated for you, in \d+\.\d\d s\./);
      assert.equal(site().api.count(slow.id), 1);
    });

    it('opens it at once the next time, and tells what is kept', async () => {
      await go(seen, seen.text);
      await untilServed(tab, `${site().url}/${seen.id}`);
      await tab.go('/', START);
      const { timing, status } = await tab.go(`/${seen.id}`, 'Nobody was asked.');
      assert.equal(timing, 'fresh');
      assert.ok(status === 200 || status === null);
      assert.equal(site().api.count(seen.id), 1);
      await until('the figures are those of the worker', async () => {
        const { pages } = await command(tab, 'pages', { limit: 100 });
        const tweets = pages.filter(({ url }) => /\/\d+$/.test(url));
        const bytes = tweets.reduce((sum, { size }) => sum + size, 0);
        const figures = [await figure('generated'), await figure('kept'), await figure('at-once')];
        return figures.join() === `2,${Math.ceil(bytes / 1000)} kB,1`;
      });
    });

    it('shows one that has grown old at once, generates it anew behind it, and swaps it in on a click', async () => {
      const renderedAt = () => tab.run<string>(`return document.querySelector('[data-rendered]').dateTime`);
      const before = await renderedAt();
      await command(tab, 'revalidate', { tags: [`tweet:${seen.id}`], paths: [], mode: 'soft' });
      const { timing } = await tab.reload('A newer version is here.');
      assert.equal(timing, 'stale');
      assert.equal(await renderedAt(), before, 'the page was changed under the reader’s eyes');
      assert.equal((await tab.click('[data-note] button', 'Nobody was asked.')).timing, 'fresh');
      assert.ok((await renderedAt()) > before);
      assert.equal(site().api.count(seen.id), 2);
    });

    it('says of one that was deleted that it is not there, and leads to one that is', async () => {
      const missing = findTweet(seen.id, (tweet) => tweet === null);
      const { status } = await tab.act(`location.href = '/${missing}'`, 'There is no such tweet');
      assert.ok(status === 404 || status === null);
      const another = await tab.run<string>(`return document.querySelector('[data-another]').pathname`);
      assert.ok(tweetOf(Number(another.slice(1))), `${another} is not there`);
    });

    it('keeps the seen ones while the API is dead, and asks again for others until it is back', async () => {
      site().retry.delay = 60_000;
      await pressSwitch();
      await tab.sees('The API is dead');
      assert.equal((await tab.go(`/${seen.id}`, seen.text)).timing, 'fresh');
      await go(late, ASKED_AGAIN);
      await tab.sees('The API is dead');
      await pressSwitch();
      await tab.sees(late.text);
    });

    it('says after some tries that one cannot be had, keeps no failure, and shows it when the API is back', async () => {
      site().retry.delay = 20;
      await site().api.setAlive(false);
      const { status } = await go(never, NOT_NOW);
      assert.ok(status === 503 || status === null);
      await tab.sees(seen.author.name);
      const paths = await kept();
      assert.ok(paths.includes(`/${seen.id}`) && !paths.includes(`/${never.id}`), paths.join(' '));
      await site().api.setAlive(true);
      await tab.sees(never.text);
    });

    it('shows what was seen while the server is gone, and of another one that it cannot be had', () =>
      site().gone(async () => {
        await go(seen, seen.text);
        await go(away, NOT_NOW);
        await tab.sees(seen.author.name);
        assert.ok(!(await kept()).includes(`/${away.id}`));
      }));
  });
