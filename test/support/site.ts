/** What most test files need: an origin with a worker, a Chromium in which it is active, and an end to both. */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { configSource } from './build-worker.js';
import { launchChromium, type Chromium, type Visit } from './chromium.js';
import { startOrigin, type Origin } from './origin.js';

export interface Site {
  readonly origin: Origin;
  readonly chromium: Chromium;
  /** Navigates to a path, in a tab that is nobody's unless one is given. */
  visit(path: string, page?: Page): Promise<Visit>;
  /** Opens a path in a tab that stays. */
  open(path: string): Promise<Page>;
  /** Works in a tab that is nobody's, on a page that is not stored itself. */
  aside<T>(work: (page: Page) => Promise<T>): Promise<T>;
  /** Visits a path until the answer comes from the store, then forgets what the origin was asked. */
  store(path: string): Promise<Visit>;
  /** Stores a path, then waits until its page is no longer fresh, without asking for it. */
  storeStale(path: string): Promise<void>;
}

/** Waits for something that happens behind the scenes. It says what it waited for when that never happens. */
export async function until(
  what: string,
  happened: () => Promise<boolean> | boolean,
  seconds = 15,
): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  while (!(await happened())) {
    assert.ok(performance.now() < deadline, `it never happened that ${what}`);
    await sleep(100);
  }
}

/**
 * Lends a tab for as long as a piece of work takes: one and the same, where it is free. To open one costs four times as
 * much as a visit.
 */
function createLender(browser: () => Chromium): <T>(work: (tab: Page) => Promise<T>) => Promise<T> {
  const free: Page[] = [];
  return async (work) => {
    let tab = free.pop();
    if (!tab || tab.isClosed()) tab = await browser().newPage();
    try {
      return await work(tab);
    } finally {
      if (free.length > 0) await tab.close();
      else free.push(tab);
    }
  };
}

/** Visits in a tab of whose page nothing is left that may come back by itself. */
async function visitIn(tab: Page, chromium: Chromium, url: string): Promise<Visit> {
  const visit = await chromium.visit(url, tab);
  if (visit.status >= 400) await tab.close();
  return visit;
}

async function storePage(site: Site, path: string): Promise<Visit> {
  let visit = await site.visit(path);
  for (let attempt = 0; attempt < 25 && !visit.cacheStatus?.hit; attempt++) {
    await sleep(200);
    visit = await site.visit(path);
  }
  assert.ok(visit.cacheStatus?.hit, `"${path}" was never stored`);
  site.origin.forget();
  return visit;
}

/**
 * @param config the fields of the config, as source, or that of the whole module
 * @param prepare puts on the site what has to be there when the worker is installed
 */
export function useSite(config: string, prepare: (origin: Origin) => void = () => undefined): Site {
  const source = config.includes('defineConfig(') ? config : configSource(config);
  let origin: Origin | undefined;
  let chromium: Chromium | undefined;

  before(async () => {
    origin = await startOrigin();
    prepare(origin);
    // That a shrunk worker does the same is tested in every engine: here each file has a config of its own.
    await origin.serveWorker(source, {}, { minify: false });
    chromium = await launchChromium();
    await chromium.register(origin);
  });
  after(async () => {
    await chromium?.close();
    await origin?.close();
  });

  const started = <T>(thing: T | undefined): T => {
    if (thing === undefined)
      throw new Error('Failed to use "site": it has not started. Use it inside a test.');
    return thing;
  };
  const lend = createLender(() => started(chromium));
  const site: Site = {
    get origin() {
      return started(origin);
    },
    get chromium() {
      return started(chromium);
    },
    visit: (path, page) => {
      const url = site.origin.url + path;
      return page ? site.chromium.visit(url, page) : lend((tab) => visitIn(tab, site.chromium, url));
    },
    async open(path) {
      const page = await site.chromium.newPage();
      await page.goto(site.origin.url + path);
      return page;
    },
    aside: (work) =>
      lend(async (tab) => {
        await tab.goto(`${site.origin.url}/blank`);
        return work(tab);
      }),
    store: (path) => storePage(site, path),
    async storeStale(path) {
      const { cacheStatus } = await site.store(path);
      await sleep(Math.max(0, cacheStatus?.ttl ?? 0) * 1_000 + 1_100);
    },
  };
  return site;
}
