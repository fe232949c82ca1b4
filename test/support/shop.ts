/** The demo shop on a free port, with its own worker, for tests that play what a visitor and a shopkeeper do. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'puppeteer-core';
import type * as Build from '../../src/build/index.js';
import { launchChromium, type Chromium, type Visit } from './chromium.js';
import { until } from './site.js';

interface Product {
  id: number;
  price: number;
  stock: number;
}

/** What `createShop()` of the demo returns, as far as tests use it. */
interface DemoShop {
  faults: { answer500: boolean; slowBy: number; hangUp: boolean };
  log: { count(path: string): number; clear(): void };
  catalogue: { find(id: number): Product | null };
  listen(port?: number): Promise<{ url: string; port: number; close: () => Promise<void> }>;
  close(): void;
}

interface DemoModule {
  createShop: (options: {
    database: string;
    products: number;
    publicDir: string;
    revalidate: number;
  }) => DemoShop;
}

export interface Shop extends Pick<DemoShop, 'faults' | 'log' | 'catalogue'> {
  readonly url: string;
  readonly chromium: Chromium;
  /** A tab in which the worker is there. Each context is a visitor of their own. */
  enter(context?: BrowserContext): Promise<Page>;
  /** The server goes away, and comes back whatever happens. */
  gone(work: () => Promise<void>): Promise<void>;
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

async function enterShop(page: Page, url: string): Promise<Page> {
  await page.goto(`${url}/about`);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  return page;
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
 * @param revalidate seconds for which product pages are fresh
 * @param ahead how many of them are generated ahead: none, where requests are counted
 */
export function useShop(revalidate: number, ahead = 0): Shop {
  let shop: DemoShop | undefined;
  let server: Awaited<ReturnType<DemoShop['listen']>> | undefined;
  let chromium: Chromium | undefined;
  let publicDir: string | undefined;
  const started = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error('Failed to use "shop": it is not open. Use it inside a test.');
    return thing;
  };

  before(async () => {
    publicDir = await buildShopWorker(revalidate, ahead);
    const { createShop } = await load<DemoModule>('demo/shop.mjs');
    shop = createShop({ database: join(publicDir, 'shop.sqlite'), products: 600, publicDir, revalidate });
    server = await shop.listen(0);
    chromium = await launchChromium();
  });
  after(async () => {
    await chromium?.close();
    await server?.close();
    shop?.close();
    if (publicDir) await rm(publicDir, { recursive: true, force: true });
  });

  const visitPath = (path: string, page: Page) => started(chromium).visit(started(server).url + path, page);

  return {
    get faults() {
      return started(shop).faults;
    },
    get log() {
      return started(shop).log;
    },
    get catalogue() {
      return started(shop).catalogue;
    },
    get url() {
      return started(server).url;
    },
    get chromium() {
      return started(chromium);
    },
    enter: async (context) =>
      enterShop(await (context ?? started(chromium).browser).newPage(), started(server).url),
    async gone(work) {
      const running = started(server);
      const { port } = running;
      await running.close();
      try {
        await work();
      } finally {
        server = await started(shop).listen(port);
      }
    },
    visit: visitPath,
    async keep(path, page) {
      const visit = await untilKept(() => visitPath(path, page), path);
      started(shop).log.clear();
      return visit;
    },
    async atDesk(id, work) {
      const desk = await started(chromium).newPage();
      await desk.goto(`${started(server).url}/cms/products/${id}`);
      await work(desk);
      await desk.close();
    },
  };
}
