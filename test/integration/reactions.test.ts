/** The story of the reactions: counts that are regenerated, swapped in, pushed by a webhook, and kept while the API fails. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchChromium, type Chromium } from '../support/chromium.js';
import { axeFindings, countShifts, overflowOf, shiftsOf } from '../support/looks.js';
import { startReactions, type RunningReactions } from '../support/reactions.js';
import { until } from '../support/site.js';

let chromium: Chromium;
let site: RunningReactions;
before(async () => {
  await mkdir('.cache/screenshots', { recursive: true });
  site = await startReactions({ hasWorker: true });
  chromium = await launchChromium();
});
after(async () => {
  await Promise.allSettled([chromium.close(), site.close()]);
});

afterEach(() => {
  site.api.isFailing = false;
});

/** The three steps as they are read, one a line. */
const story = (page: Page): Promise<string> =>
  page.$eval('[data-story]', (list) =>
    [...list.children]
      .map((step) => [...step.children].map(({ textContent }) => textContent).join(': '))
      .join('\n')
      .replaceAll('\u00a0', ' '),
  );

async function says(page: Page, what: RegExp): Promise<void> {
  let last = '';
  try {
    await until(`the story says ${String(what)}`, async () => what.test((last = await story(page))));
  } catch (cause) {
    throw new Error(`It says:\n${last}`, { cause });
  }
}

/** The events that the worker told the page, in their order. */
const events = (page: Page): Promise<string[]> =>
  page.$$eval('[data-log] b', (names) => names.map(({ textContent }) => textContent));

const countOf = (page: Page, content: string): Promise<number> =>
  page.$eval(`[data-content="${content}"] [data-count]`, ({ textContent }) => Number(textContent));

/** Somebody reacts who is in another browser. */
async function somebodyReacts(
  content: string,
  what: 'add' | 'remove' = 'add',
  cookie = 'visitor=bela',
): Promise<void> {
  const answer = await fetch(`${site.url}/issue/reactions`, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ [what]: content }) },
    headers: { Cookie: cookie, Origin: site.url },
  });
  assert.equal(answer.status, 303);
}

/** Opens the counts for the first time, until they are stored. */
async function enter(page: Page): Promise<void> {
  await page.goto(site.url);
  await says(page, /Stored in this browser/);
}

/** Opens the counts when they are older than a second. What the worker regenerates just then makes them fresh again. */
const openStale = (page: Page): Promise<void> =>
  until(
    'the counts are older than a second when they are opened',
    async () => {
      await page.waitForSelector('[data-fresh="false"]');
      await page.goto(site.url);
      await says(page, /^(?!Waiting|Served from the store: The page that)/);
      return /\nFound older than 1 s: /.test(await story(page));
    },
    30,
  );

const SERVED =
  /^Served from the store: In \d+ ms, without asking the server\. The page was \d+(\.\d)? s old\.\n/;

describe('the counts of the reactions', () => {
  let page: Page;
  before(async () => {
    page = await chromium.newPage();
  });

  it('come from the server at first, and are stored', async () => {
    await enter(page);
    assert.match(await story(page), /^Rendered by the server: .*No worker was here yet/);
  });

  it('come from the store when they are opened again, and are confirmed behind it', async () => {
    await openStale(page);
    await says(page, /\nFound older than 1 s: .*\nNothing to swap in: The server confirmed the page/);
    assert.match(await story(page), SERVED);
    const told = await events(page);
    assert.equal(told[0], 'served');
    assert.ok(told.includes('unchanged'));
  });

  it('are swapped in when they have changed since', async () => {
    const before = await countOf(page, 'HEART');
    await page.waitForSelector('[data-fresh="false"]');
    await page.goto('about:blank');
    await somebodyReacts('HEART');
    await page.goto(site.url);
    await says(page, new RegExp(`\\nSwapped in: On the open page: heart ${before} → ${before + 1}\\.$`));
    assert.match(await story(page), SERVED);
    assert.equal(await countOf(page, 'HEART'), before + 1);
    const log = await page.$eval('[data-log]', ({ textContent }) => textContent);
    assert.match(
      log,
      /served stale, age .*updated the page has changed.*read Cache-Status: sw-isr; (hit|fwd=stale)/s,
    );
  });

  it('change on the open page when a webhook arrives', async () => {
    const before = await countOf(page, 'ROCKET');
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    await somebodyReacts('ROCKET');
    await says(
      page,
      new RegExp(
        `^A webhook arrived: .*\\nThe page is out of date: .*\\nSwapped in: .*rocket ${before} → ${before + 1}`,
      ),
    );
    assert.equal(await countOf(page, 'ROCKET'), before + 1);
    assert.equal(await page.evaluate('isSamePage'), true);
  });

  it('change on a page that was in the background when the visitor comes back from reacting', async () => {
    const before = await countOf(page, 'EYES');
    const issue = await chromium.newPage();
    await issue.goto(`${site.url}/issue`);
    await issue.focus('[value=EYES]');
    await issue.keyboard.press('Enter');
    await issue.waitForSelector('[value=EYES][aria-pressed="true"]');
    await issue.waitForFunction(
      () => document.querySelector('[data-said]')?.textContent === 'You reacted with eyes.',
    );
    assert.equal(await issue.evaluate(() => document.activeElement?.getAttribute('value')), 'EYES');
    await page.bringToFront();
    await says(page, new RegExp(`Swapped in: .*eyes ${before} → ${before + 1}`));
    // It is the visitor's own, and is so after a reload.
    await issue.bringToFront();
    await issue.reload();
    assert.ok(await issue.$('[value=EYES][name=remove][aria-pressed="true"]'));
    await issue.close();
    await page.bringToFront();
  });

  it('stay while the API fails, which the page says, and are asked for again when it is mended', async () => {
    await page.click('[data-switch] button');
    await page.waitForSelector('[data-switch][data-failing]');
    const before = await countOf(page, 'HEART');
    // After the visitor's own reaction the server may be asked first.
    await until('the page is served from the store', async () => {
      await openStale(page);
      await says(page, /The old counts stay: The API fails, so the server answered 502\./);
      return SERVED.test(await story(page));
    });
    assert.equal(await countOf(page, 'HEART'), before);
    assert.ok((await events(page)).includes('explain'));
    await page.click('[data-switch] button');
    await page.waitForSelector('[data-switch]:not([data-failing])');
    // After a failure the worker waits before it asks again.
    await until(
      'the page is regenerated',
      async () => {
        await openStale(page);
        await says(page, /\n(The old counts stay: |Nothing to swap in: The server|Swapped in)/);
        return !/The old counts stay: The/.test(await story(page));
      },
      60,
    );
  });

  it('can be read while the server is gone', async () => {
    await site.gone(async () => {
      await openStale(page);
      await says(page, /^Served from the store[^]*\nThe old counts stay: The server cannot be reached\.$/);
    });
  });
});

describe('the issue', () => {
  it('shows who looks at it how others react', async () => {
    const context = await chromium.browser.createBrowserContext();
    const page = await context.newPage();
    await page.goto(`${site.url}/issue`);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const count = () => page.$eval('[value=LAUGH] strong', ({ textContent }) => Number(textContent));
    const before = await count();
    // The page hears of what happens once it follows the feed.
    let turn = 0;
    await until('the count changes', async () => {
      turn += 1;
      await somebodyReacts('LAUGH', 'add', `visitor=somebody-else-${turn}`);
      return (await count()) > before;
    });
    await context.close();
  });

  it('is reacted to without a script', async () => {
    const context = await chromium.browser.createBrowserContext();
    const page = await context.newPage();
    await page.setJavaScriptEnabled(false);
    await page.goto(`${site.url}/issue`);
    for (const [pressed, name] of [
      ['true', 'remove'],
      ['false', 'add'],
    ]) {
      await Promise.all([page.waitForNavigation(), page.click('[value=CONFUSED]')]);
      assert.ok(await page.$(`[value=CONFUSED][name=${name}][aria-pressed="${pressed}"]`));
    }
    await context.close();
  });
});

const SCREENS = [
  ['wide', 'light', 1280, 900],
  ['narrow', 'dark', 390, 844],
] as const;

type Look = (what: string) => Promise<void>;

async function lookAround(page: Page, look: Look, reactor: string): Promise<void> {
  await enter(page);
  await look('first');
  await openStale(page);
  await says(page, /The server confirmed/);
  await look('confirmed');
  await somebodyReacts('HOORAY', 'add', reactor);
  await says(page, /Swapped in/);
  await look('webhook');
  await page.goto(`${site.url}/issue`);
  await page.click('[value=ROCKET]');
  await page.waitForSelector('[value=ROCKET][aria-pressed="true"]');
  await look('issue');
  await page.goto(site.url);
  await page.click('[data-switch] button');
  await page.waitForSelector('[data-failing]');
  await openStale(page);
  await says(page, /The old counts stay: The API fails/);
  await look('failing');
  await page.goto(`${site.url}/nothing-here`);
  await look('not-found');
}

describe('the reactions, as they look', () => {
  for (const [name, scheme, width, height] of SCREENS)
    it(`have no sideways scrolling, no layout shift and nothing for axe: ${name}, ${scheme}`, async () => {
      const context = await chromium.browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      await countShifts(page);
      const findings: string[] = [];
      await lookAround(
        page,
        async (what) => {
          await page.screenshot({ path: `.cache/screenshots/reactions-${what}-${name}.png`, fullPage: true });
          const found = [...(await axeFindings(page)), ...(await shiftsOf(page))];
          if ((await overflowOf(page)) > 0) found.push('it is too wide');
          findings.push(...found.map((text) => `${what}: ${text}`));
        },
        `visitor=${name}`,
      );
      assert.deepEqual(findings, []);
      await context.close();
    });

  it('move nothing that has to be painted anew when a count changes', async () => {
    const page = await chromium.newPage();
    await page.evaluateOnNewDocument(`
      globalThis.animated = [];
      const { animate } = Element.prototype;
      Element.prototype.animate = function (frames, options) {
        animated.push(...frames.flatMap(Object.keys));
        return animate.call(this, frames, options);
      };`);
    await page.goto(site.url);
    await until('a count changes on the open page', async () => {
      await somebodyReacts('CONFUSED', 'add', `visitor=${Math.random()}`);
      return page.evaluate('animated.length > 0') as Promise<boolean>;
    });
    assert.deepEqual(await page.evaluate('[...new Set(animated)]'), ['opacity']);
    await page.close();
  });
});
