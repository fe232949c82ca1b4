/** The landing page and the tweets, as they look: on wide and narrow screens, by day and by night. Each page leaves a screenshot. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchChromium, type Chromium } from '../support/chromium.js';
import { axeFindings, countShifts, overflowOf, shiftsOf } from '../support/looks.js';
import { until } from '../support/site.js';
import { findTweet, load, startTweets, tweetOf, type RunningTweets } from '../support/tweets.js';

interface Opened {
  url: string;
  close(): Promise<void>;
}

const SCREENS = [
  ['wide', 'light', 1280, 900],
  ['narrow', 'dark', 390, 844],
] as const;
type Screen = (typeof SCREENS)[number];
type Look = (what: string) => Promise<void>;

let chromium: Chromium;
let tweets: RunningTweets;
let landing: Opened;
before(async () => {
  await mkdir('.cache/screenshots', { recursive: true });
  const { openSites } = await load<{ openSites: (options: object) => Promise<Opened> }>(
    'demo/start/open-sites.mjs',
  );
  const { SITES } = await load<{ SITES: readonly object[] }>('demo/sites.mjs');
  // The sites themselves have tests of their own.
  const create = async () => ({
    listen: async () => ({ url: 'http://localhost:3001', port: 0, close }),
    close,
  });
  const close = async () => undefined;
  const sites = SITES.map((site) => ({ ...site, create }));
  landing = await openSites({ sites, workers: '.cache/test', port: 0, hostname: 'localhost' });
  tweets = await startTweets();
  chromium = await launchChromium();
});
after(async () => {
  await Promise.allSettled([chromium.close(), tweets.close(), landing.close()]);
});

/** Works in a tab of a new visitor, and asserts that no page had sideways scrolling, layout shifts or findings of axe. */
async function onScreen(
  [name, scheme, width, height]: Screen,
  site: string,
  work: (page: Page, look: Look) => Promise<void>,
): Promise<void> {
  const context = await chromium.browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await countShifts(page);
  const findings: string[] = [];
  await work(page, async (what) => {
    await page.screenshot({ path: `.cache/screenshots/${site}-${what}-${name}.png` });
    const found = [...(await axeFindings(page)), ...(await shiftsOf(page))];
    if ((await overflowOf(page)) > 0) found.push('it is too wide');
    findings.push(...found.map((text) => `${what}: ${text}`));
  });
  assert.deepEqual(findings, []);
  await context.close();
}

/** Where each thing is that an outline and its tweet share. */
const PLACES = `Object.fromEntries(
  ['.top', '.note', '.tweet', '.tweet .by', '.avatar', '.text', '.dock', '.figures', '.switch .button'].map((selector) => {
    const { left, top, width } = document.querySelector(selector).getBoundingClientRect();
    return [selector, [left, top, width].map(Math.round).join(' ')];
  }))`;

/** Opens a tweet that nobody has opened, and comes back while its outline is there. */
async function openOutline(page: Page, id: number): Promise<() => Promise<void>> {
  tweets.api.slowness = 50;
  const arriving = page.goto(`${tweets.url}/${id}`).catch(() => undefined);
  await page.waitForSelector('[data-skeleton]');
  return async () => {
    tweets.api.slowness = 0.1;
    await page.waitForSelector('[data-rendered]');
    await arriving;
  };
}

async function enter(page: Page): Promise<void> {
  await page.goto(tweets.url);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

async function lookAtTweets(page: Page, look: Look, from: number): Promise<void> {
  await enter(page);
  await look('start');
  const plain = findTweet(from, (tweet) => tweet !== null && !tweet.picture && !tweet.quoted);
  const arrive = await openOutline(page, plain);
  await look('shell');
  const places = await page.evaluate(PLACES);
  await arrive();
  await look('tweet');
  assert.deepEqual(await page.evaluate(PLACES), places, 'the tweet is not where its outline was');
  await until('it is kept', async () => {
    await page.goto(`${tweets.url}/${plain}`);
    return (
      (await page.$('.note[data-tone="good"]')) !== null && (await page.content()).includes('Nobody was')
    );
  });
  await look('kept');
  for (const [what, id] of [
    ['picture', findTweet(from, (tweet) => Boolean(tweet?.picture))],
    ['quote', findTweet(from, (tweet) => Boolean(tweet?.quoted))],
  ] as const) {
    await page.goto(`${tweets.url}/${id}`);
    await page.waitForSelector(`.${what === 'quote' ? 'quoted' : what}`);
    await look(what);
  }
  await page.goto(`${tweets.url}/${findTweet(from, (tweet) => tweet === null)}`);
  await page.waitForSelector('.message');
  await look('not-found');
}

async function lookAtTrouble(page: Page, look: Look, from: number): Promise<void> {
  const [first, second] = [from, from + 100].map((id) => findTweet(id, (tweet) => tweet !== null));
  await tweets.api.setAlive(false);
  tweets.retry.delay = 60_000;
  await page.goto(`${tweets.url}/${first}`);
  await page.waitForSelector('[data-dead]');
  await look('asked-again');
  tweets.retry.delay = 20;
  await page.goto(`${tweets.url}/${second}`);
  await page.waitForSelector('[data-given-up]:not([hidden]) .kept a');
  await look('given-up');
  await tweets.api.setAlive(true);
  await page.waitForSelector('[data-rendered]');
  await tweets.gone(async () => {
    await page.goto(`${tweets.url}/${from + 200}`);
    await page.waitForSelector('.message ~ [data-kept-list] a');
    await look('offline');
  });
}

describe('the landing page, as it looks', () => {
  for (const screen of SCREENS)
    it(`says what ISR is and leads to each site: ${screen.slice(0, 2).join(', ')}`, () =>
      onScreen(screen, 'landing', async (page, look) => {
        await page.goto(landing.url, { waitUntil: 'networkidle0' });
        const links = await page.$$eval('.card h2 a', (all) => all.map(({ href }) => href));
        assert.deepEqual(
          links,
          ['shop', 'reactions', 'tweets'].map(() => 'http://localhost:3001/'),
        );
        await look('page');
      }));
});

describe('the tweets, as they look', () => {
  for (const [at, screen] of SCREENS.entries())
    it(`have no sideways scrolling, no layout shift and nothing for axe: ${screen.slice(0, 2).join(', ')}`, () =>
      onScreen(screen, 'tweets', async (page, look) => {
        const from = 400_000_000 + at * 10_000;
        await lookAtTweets(page, look, from);
        await lookAtTrouble(page, look, from + 1_000);
      }));

  it('move nothing that has to be painted anew while a tweet is generated', async () => {
    const page = await chromium.newPage();
    await enter(page);
    const id = findTweet(450_000_000, (tweet) => tweet !== null);
    const arrive = await openOutline(page, id);
    const animated = await page.evaluate(() => {
      const frames = document
        .getAnimations()
        .flatMap(({ effect }) => (effect as KeyframeEffect).getKeyframes());
      return [...new Set(frames.flatMap((frame) => Object.keys(frame)))];
    });
    assert.deepEqual(
      animated.filter((name) => !/offset|easing|composite/i.test(name)),
      ['opacity'],
    );
    await arrive();
    assert.ok((await page.title()).includes(tweetOf(id)?.author.name ?? '?'));
    await page.close();
  });
});
