/** Chromium, driven by puppeteer, with what only its DevTools protocol can do to workers. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type CDPSession, type HTTPResponse, type Page } from 'puppeteer-core';
import { parseCacheStatus, type CacheStatus } from './cache-status.js';
import { machine } from './machine.js';
import type { Origin } from './origin.js';
import { CHROMIUM_FLAGS } from './runner/engines.mjs';

/** Chromium starts processes ahead for pages that might be wanted; here they are in the way of those that are. */
const NO_SPARES = '--disable-features=SpareRendererForSitePerProcess,PreloadTopChromeWebUI';

/** One navigation: what came, and what it said of itself. */
export interface Visit {
  page: Page;
  response: HTTPResponse;
  status: number;
  /** The body as it arrived, not as the page made it. */
  body: string;
  cacheStatus: CacheStatus | undefined;
  /** The `desc` of the worker's `Server-Timing` metric, as the page sees it. */
  timing: string | undefined;
  /** The `Age` header. */
  age: number | undefined;
}

export interface Chromium {
  browser: Browser;
  /** Navigates, in a new tab where none is given. */
  visit(url: string, page?: Page): Promise<Visit>;
  newPage(): Promise<Page>;
  /** Registers `/sw.js` from a page of the site and waits until it is active and controls that page. */
  register(origin: Origin): Promise<Page>;
  /** Stops every worker, as the browser does with idle ones. */
  stopWorkers(): Promise<void>;
  /** Limits what the site may store; without a number the limit is lifted. */
  overrideQuota(origin: Origin, bytes?: number): Promise<void>;
  screenshot(page: Page, name: string): Promise<string>;
  /** Closes the browser and opens it again with the same profile. */
  relaunch(): Promise<void>;
  close(): Promise<void>;
}

/** What `Server-Timing: isr;desc="…"` reads like in the page itself. */
export function serverTiming(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation');
    return (entry as PerformanceNavigationTiming | undefined)?.serverTiming.find(({ name }) => name === 'isr')
      ?.description;
  });
}

async function visitIn(page: Page, url: string): Promise<Visit> {
  const response = await page.goto(url, { waitUntil: 'load' });
  if (!response) throw new Error(`Failed to visit "${url}": the browser navigated nowhere.`);
  const headers = response.headers();
  return {
    page,
    response,
    status: response.status(),
    body: await response.text(),
    cacheStatus: parseCacheStatus(headers['cache-status']),
    timing: await serverTiming(page),
    age: headers.age === undefined ? undefined : Number(headers.age),
  };
}

/** Stops all workers and waits until the browser says they are. */
async function stopAllWorkers(session: CDPSession): Promise<void> {
  const running = new Map<string, string>();
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { versionId, runningStatus } of versions) running.set(versionId, runningStatus);
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  for (let attempt = 0; attempt < 100; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (running.size > 0 && [...running.values()].every((status) => status === 'stopped')) return;
  }
  throw new Error(`Failed to stop "the workers": after 5 s they are ${[...running.values()].join(', ')}.`);
}

/** @returns the page, controlled by the worker */
async function registerIn(page: Page, origin: Origin): Promise<Page> {
  await page.goto(`${origin.url}/blank`);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js', { scope: '/' });
    const registration = await navigator.serviceWorker.ready;
    while (registration.active?.state !== 'activated')
      await new Promise((resolve) => setTimeout(resolve, 20));
  });
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, { timeout: 10_000 });
  // A browser that has just started puts off what is not urgent, looking for new workers too, until a tab that is seen
  // has come to rest, or for three minutes where none does: tests open and close theirs too fast.
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  return page;
}

function launch(userDataDir: string): Promise<Browser> {
  return puppeteer.launch({
    executablePath: machine.chromium,
    headless: true,
    // The browser ends with the pipe, so that none outlives a test that was killed.
    pipe: true,
    userDataDir,
    args: [...CHROMIUM_FLAGS, NO_SPARES],
  });
}

/** How long a browser may take to end. */
const END_MS = 10_000;

/** Ends a browser. One that does not end by itself is killed, so that no test waits for it. */
async function end(browser: Browser): Promise<void> {
  const timer = setTimeout(() => browser.process()?.kill('SIGKILL'), END_MS);
  await browser.close();
  clearTimeout(timer);
}

/** Starts Chromium with a profile of its own, which goes with it. */
export async function launchChromium(): Promise<Chromium> {
  const profile = await mkdtemp(join(tmpdir(), 'sw-isr-chromium-'));
  let browser = await launch(profile);
  let quota: CDPSession | undefined;

  /** Runs commands in a tab that is there only for them: a session of a visited tab would change what it does. */
  async function withSession<T>(work: (session: CDPSession) => Promise<T>): Promise<T> {
    const page = await browser.newPage();
    try {
      return await work(await page.createCDPSession());
    } finally {
      await page.close();
    }
  }

  return {
    get browser() {
      return browser;
    },
    visit: async (url, page) => visitIn(page ?? (await browser.newPage()), url),
    newPage: () => browser.newPage(),
    register: async (origin) => registerIn(await browser.newPage(), origin),
    stopWorkers: () => withSession(stopAllWorkers),
    async overrideQuota(origin, bytes) {
      // The limit holds for as long as the session that set it.
      quota ??= await (await browser.newPage()).createCDPSession();
      await quota.send('Storage.overrideQuotaForOrigin', { origin: origin.url, quotaSize: bytes });
      // IndexedDB remembers for half a minute how much room it was told of, unless it is closed in between.
      await withSession(stopAllWorkers);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
    },
    async screenshot(page, name) {
      const path = join('.cache/screenshots', `${name}.png`) as `${string}.png`;
      await mkdir('.cache/screenshots', { recursive: true });
      await page.screenshot({ path });
      return path;
    },
    async relaunch() {
      await end(browser);
      browser = await launch(profile);
    },
    async close() {
      await end(browser);
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
