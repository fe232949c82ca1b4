/** The story of the reactions: counts that are regenerated, swapped in, pushed by a webhook, and kept while the API fails. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from 'puppeteer-core';
import type * as Build from '../../src/build/index.js';
import { launchChromium, type Chromium } from '../support/chromium.js';
import { axeFindings } from '../support/looks.js';
import { until } from '../support/site.js';

interface Reactions {
  api: { isFailing: boolean };
  listen(port: number): Promise<{ url: string; close: () => Promise<void> }>;
  close(): Promise<void>;
}

const load = <T>(path: string): Promise<T> => import(pathToFileURL(resolve(path)).href) as Promise<T>;

let chromium: Chromium;
let page: Page;
let demo: Reactions;
let url = '';
let end: () => Promise<void>;
before(async () => {
  const { build } = await load<typeof Build>('dist/build.js');
  await mkdir('.cache/test', { recursive: true });
  const publicDir = await mkdtemp(resolve('.cache/test/reactions-'));
  await build({ config: 'demo/reactions/isr.config.ts', out: publicDir, minify: false });
  const { createReactions } = await load<{ createReactions: (options: object) => Reactions }>(
    'demo/reactions.mjs',
  );
  demo = createReactions({ publicDir });
  const server = await demo.listen(0);
  ({ url } = server);
  end = async () => {
    await server.close();
    await demo.close();
    await rm(publicDir, { recursive: true, force: true });
  };
  chromium = await launchChromium();
  page = await chromium.newPage();
});
after(async () => {
  await chromium.close();
  await end();
});

const story = (): Promise<string[]> =>
  page.$eval('[data-story]', (list) => [...list.children].map(({ textContent }) => textContent));
const says = (what: RegExp): Promise<void> =>
  until(`the story says ${String(what)}`, async () => what.test((await story()).join('\n')), 30);
const countOf = (content: string): Promise<number> =>
  page.$eval(`[data-content="${content}"] [data-count]`, ({ textContent }) => Number(textContent));

/** Presses a reaction in another tab, and tells whether it is the visitor's own then. */
async function react(content: string): Promise<boolean> {
  const issue = await chromium.newPage();
  await issue.goto(`${url}/issue`);
  await Promise.all([issue.waitForNavigation(), issue.click(`[value=${content}]`)]);
  const isMine = await issue.$eval(
    `[value=${content}]`,
    (button) => button.getAttribute('aria-pressed') === 'true',
  );
  await issue.close();
  await page.bringToFront();
  return isMine;
}

/** Visits, with pauses of more than a second, until the page comes from the store and is stale. */
const untilStale = (): Promise<void> =>
  until(
    'the page comes from the store, and is stale',
    async () => {
      await sleep(1_200);
      await page.goto(url);
      return /Served from this browser.*It is older than one second/.test((await story()).join());
    },
    40,
  );

describe('the counts of the reactions', () => {
  it('come from the server at first, then from the browser, and are generated anew behind it', async () => {
    await page.goto(url);
    assert.match((await story()).join(), /The server was asked/);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await untilStale();
    await says(/It was generated anew|The new counts were swapped in/);
  });

  it('change on the open page when a webhook says so', async () => {
    const before = await countOf('ROCKET');
    assert.equal(await react('ROCKET'), true, 'who reacts sees it at once');
    await says(/A webhook said that somebody reacted/);
    await until('the count is swapped in', async () => (await countOf('ROCKET')) === before + 1);
    assert.equal(await react('ROCKET'), false);
    await until('it is taken back', async () => (await countOf('ROCKET')) === before);
  });

  it('stay while the API fails, which the page says', async () => {
    const before = await countOf('HEART');
    await page.click('[data-switch] button');
    await page.waitForFunction(() => document.querySelector('[data-switch]')?.textContent.includes('Mend'));
    await page.goto(url);
    await says(/the old counts stay/);
    assert.equal(await countOf('HEART'), before);
    demo.api.isFailing = false;
  });

  it('have nothing that axe-core finds', async () => {
    await page.goto(url);
    assert.deepEqual(await axeFindings(page), []);
    await page.goto(`${url}/issue`);
    assert.deepEqual(await axeFindings(page), []);
  });
});
