/** The demo shop on a free port, with its own worker, for tests that play what a visitor and a shopkeeper do. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'puppeteer-core';
import type * as Build from '../../src/build/index.js';
import { launchChromium, type Chromium, type Visit } from './chromium.js';
import type { Engine } from './engine.js';
import { engineOf } from './engines.js';
import { until } from './site.js';
import { command } from './situations/worker-line.js';

interface Product {
  id: number;
  title: string;
  price: number;
  stock: number;
}

/** What `createShop()` of the demo returns, as far as tests use it. */
interface DemoShop {
  faults: { answer500: boolean; slowBy: number; hangUp: boolean };
  log: { count(path: string): number; clear(): void };
  catalogue: { find(id: number): Product | null };
  listen(port?: number): Promise<{ url: string; port: number; close: () => Promise<void> }>;
  close(): Promise<void>;
}

interface ShopOptions {
  /** Seconds for which product pages are fresh. */
  revalidate: number;
  /** How many of them are generated ahead. */
  ahead?: number;
}

interface DemoModule {
  createShop: (options: {
    database: string;
    products: number;
    publicDir: string;
    revalidate: number;
  }) => DemoShop;
}

/** The shop's server with its worker, for any engine. */
export interface RunningShop extends Pick<DemoShop, 'faults' | 'log' | 'catalogue'> {
  readonly url: string;
  /** The server goes away, and comes back whatever happens. */
  gone(work: () => Promise<void>): Promise<void>;
  /** Sends a form of the shop desk, and tells what the desk answers. */
  post(path: string, form: Record<string, string>): Promise<string>;
  close(): Promise<void>;
}

export interface Shop extends Omit<RunningShop, 'close'> {
  readonly chromium: Chromium;
  /** A tab in which the worker is there. Each context is a visitor of their own. */
  enter(context?: BrowserContext): Promise<Page>;
  visit(path: string, page: Page): Promise<Visit>;
  /** Opens a path until it comes from the store, then forgets what the shop was asked. */
  keep(path: string, page: Page): Promise<Visit>;
  /** Opens the shop desk's page of a product. */
  atDesk(id: number, work: (desk: Page) => Promise<void>): Promise<void>;
}

/** The modules as they ship: bundled into a test they would not find what lies beside them. */
const load = <T>(path: string): Promise<T> => import(pathToFileURL(resolve(path)).href) as Promise<T>;

async function buildShopWorker(seconds: number, ahead: number): Promise<string> {
  const { build } = await load<typeof Build>('dist/build.js');
  await mkdir('.cache/test', { recursive: true });
  const out = await mkdtemp(resolve('.cache/test/shop-'));
  process.env.SHOP_REVALIDATE = String(seconds);
  process.env.SHOP_AHEAD = String(ahead);
  await build({ config: 'demo/isr.config.ts', out });
  return out;
}

/** Opens the shop on a free port. */
export async function startShop({ revalidate, ahead = 0 }: ShopOptions): Promise<RunningShop> {
  const publicDir = await buildShopWorker(revalidate, ahead);
  const { createShop } = await load<DemoModule>('demo/shop.mjs');
  const shop = createShop({ database: join(publicDir, 'shop.sqlite'), products: 600, publicDir, revalidate });
  let server = await shop.listen(0);
  const { url, port } = server;
  return {
    faults: shop.faults,
    log: shop.log,
    catalogue: shop.catalogue,
    url,
    async gone(work) {
      await server.close();
      try {
        await work();
      } finally {
        server = await shop.listen(port);
      }
    },
    async post(path, form) {
      const body = new URLSearchParams(form);
      const response = await fetch(url + path, { method: 'POST', body, headers: { Origin: url } });
      if (!response.ok) throw new Error(`Failed to post to "${path}": it answered ${response.status}.`);
      return response.text();
    },
    async close() {
      await server.close();
      await shop.close();
      await rm(publicDir, { recursive: true, force: true });
    },
  };
}

/**
 * Opens a page in which the worker is there, and follows the feed. A browser that begins to follow takes all that it has
 * for stale: the pages that tests store come later.
 */
export async function enterShop(
  { goto, evaluate }: Pick<Engine, 'goto' | 'evaluate'>,
  url: string,
): Promise<void> {
  await goto(`${url}/about`);
  await evaluate(`
    while (navigator.serviceWorker.controller?.state !== 'activated')
      await new Promise((resolve) => setTimeout(resolve, 20));`);
  await command({ run: evaluate }, 'feed', { catchUp: 'due' });
}

/** Visits until the answer comes from the store. The first may be a shell, in the midst of which the page changes. */
async function untilKept(visit: () => Promise<Visit>, path: string): Promise<Visit> {
  let seen: Visit | undefined;
  await until(`${path} is kept`, async () => {
    seen = await visit().catch(() => undefined);
    return seen?.cacheStatus?.hit === true;
  });
  if (!seen) throw new Error(`Failed to keep "${path}": it was never seen.`);
  return seen;
}

/** Leaves browsers in the dark about what is saved next. */
export const tellNobody = (desk: Page): Promise<void> => desk.click('input[name=tell]');

/** Presses a button of the desk and waits for what it says. */
export async function press(desk: Page, button: string): Promise<string> {
  await Promise.all([desk.waitForNavigation(), desk.click(button)]);
  return desk.$eval('.notice', ({ textContent }) => textContent);
}

/** The price that a product's page shows, in cents. */
export const priceOn = (page: Page): Promise<number> =>
  page.$eval('[data-price]', (element) => Number((element as HTMLElement).dataset.price));

/** Waits until a page that was just read is no longer fresh. */
export const grownStale = ({ cacheStatus }: Visit): Promise<void> =>
  sleep(Math.max(0, cacheStatus?.ttl ?? 0) * 1_000 + 1_100);

/**
 * Opens the shop, and a Chromium, for the tests of a file.
 * @param revalidate seconds for which product pages are fresh
 * @param ahead how many of them are generated ahead: none, where requests are counted
 */
export function useShop(revalidate: number, ahead = 0): Shop {
  let running: RunningShop | undefined;
  let chromium: Chromium | undefined;
  const started = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error('Failed to use "shop": it is not open. Use it inside a test.');
    return thing;
  };

  before(async () => {
    running = await startShop({ revalidate, ahead });
    chromium = await launchChromium();
  });
  after(async () => {
    await chromium?.close();
    await running?.close();
  });

  const visitPath = (path: string, page: Page) => started(chromium).visit(started(running).url + path, page);

  return {
    get faults() {
      return started(running).faults;
    },
    get log() {
      return started(running).log;
    },
    get catalogue() {
      return started(running).catalogue;
    },
    get url() {
      return started(running).url;
    },
    get chromium() {
      return started(chromium);
    },
    async enter(context) {
      const page = await (context ?? started(chromium).browser).newPage();
      await enterShop(await engineOf(started(chromium), page, () => page.close()), started(running).url);
      return page;
    },
    gone: (work) => started(running).gone(work),
    post: (path, form) => started(running).post(path, form),
    visit: visitPath,
    async keep(path, page) {
      const visit = await untilKept(() => visitPath(path, page), path);
      started(running).log.clear();
      return visit;
    },
    async atDesk(id, work) {
      const desk = await started(chromium).newPage();
      await desk.goto(`${started(running).url}/cms/products/${id}`);
      await work(desk);
      await desk.close();
    },
  };
}
