/** One tab: what a visitor does in it, and what they see. */
import type { HTTPResponse, Page } from 'puppeteer-core';
import { setTimeout as sleep } from 'node:timers/promises';
import { readExchange, type Exchange } from './exchange.js';

/** What a visitor sees, and what a developer reads in the console, since the last look. */
export interface Seen {
  /** Path, query and fragment of the address bar. */
  path: string;
  title: string;
  text: string;
  /** Documents that were loaded, and the status of the last one. */
  loads: number;
  status: number | undefined;
  /** What the worker said of the last document. */
  cacheStatus: string | undefined;
  /** Console errors, uncaught exceptions, failed requests. */
  errors: string[];
}

export interface Tab {
  readonly page: Page;
  /** Everything that this tab fetched so far. */
  readonly exchanges: Exchange[];
  goto(path: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  forward(): Promise<void>;
  /** Clicks as a mouse does; what cannot be seen is clicked by script. */
  click(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  /** Waits until the tab has come to rest, and looks. */
  look(): Promise<Seen>;
  /** The headers of the last document. */
  lastDocument(): { status: number; headers: Record<string, string>; fromWorker: boolean } | undefined;
  close(): Promise<void>;
}

/** An address of the site without what differs from run to run. */
const withoutOrigin = (text: string): string =>
  text.replace(/https?:\/\/(?:127\.0\.0\.1|localhost):\d+/g, '').replace(/[?&]_rsc=\w+/g, '');

/** Retries while a navigation takes the page away. */
async function evaluateCalmly<T>(page: Page, work: () => T): Promise<T | undefined> {
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      return await page.evaluate(work);
    } catch {
      await sleep(100);
    }
  }
  return undefined;
}

const readPage = () => ({
  path: location.href === 'about:blank' ? '' : location.pathname + location.search + location.hash,
  isError: location.protocol === 'chrome-error:',
  title: document.title,
  text: document.body.innerText.replace(/\s+/g, ' ').trim(),
  isComplete: document.readyState === 'complete',
});

/** Waits until nothing is fetched and the text stays the same. */
async function settle(page: Page): Promise<ReturnType<typeof readPage> | undefined> {
  let before: string | undefined;
  let calm = 0;
  let seen: ReturnType<typeof readPage> | undefined;
  for (let attempt = 0; attempt < 30 && calm < 3; attempt++) {
    await page.waitForNetworkIdle({ idleTime: 200, timeout: 8_000 }).catch(() => undefined);
    seen = await evaluateCalmly(page, readPage);
    const now = seen?.isComplete ? JSON.stringify(seen) : undefined;
    calm = now !== undefined && now === before ? calm + 1 : 0;
    before = now;
  }
  return seen;
}

/** Aborted requests are those of a page that was left, or of a prefetch that nobody needs any more. */
const isAborted = (reason: string | undefined): boolean => reason === 'net::ERR_ABORTED';

const isRedirect = (response: HTTPResponse): boolean =>
  response.status() !== 304 && response.status() >= 300 && response.status() < 400;

export function watchTab(page: Page, origin: string): Tab {
  const exchanges: Exchange[] = [];
  let errors: string[] = [];
  let loads = 0;
  let last: HTTPResponse | undefined;
  let status: number | undefined;

  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const { url = '' } = message.location();
    errors.push(withoutOrigin(`console: ${message.text()} (${new URL(url || origin).pathname})`));
  });
  page.on('pageerror', (error) => {
    errors.push(withoutOrigin(`exception: ${error instanceof Error ? error.message : String(error)}`));
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    if (!isAborted(reason)) errors.push(withoutOrigin(`failed: ${request.url()} ${reason ?? ''}`));
  });
  page.on('response', (response) => {
    const request = response.request();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame() && !isRedirect(response)) {
      loads++;
      last = response;
      // A 304 is the browser's own affair: the visitor has the page of the 200 before it.
      status = response.status() === 304 ? 200 : response.status();
    }
    readExchange(response).then(
      (exchange) => exchange && exchanges.push(exchange),
      () => undefined,
    );
  });

  const stepping = async (work: () => Promise<unknown>): Promise<void> => {
    await page.bringToFront();
    await work().catch((error: unknown) => {
      errors.push(withoutOrigin(`step: ${error instanceof Error ? error.message : String(error)}`));
    });
  };
  const options = { waitUntil: 'load', timeout: 15_000 } as const;
  return {
    page,
    exchanges,
    goto: (path) => stepping(() => page.goto(origin + path, options)),
    reload: () => stepping(() => page.reload(options)),
    back: () => stepping(() => page.evaluate(() => history.back())),
    forward: () => stepping(() => page.evaluate(() => history.forward())),
    click: (selector) =>
      stepping(async () => {
        const element = await page.waitForSelector(selector, { timeout: 5_000 });
        if (await element?.evaluate((node) => node.checkVisibility())) await element?.click();
        else await page.$eval(selector, (hidden) => (hidden as HTMLElement).click());
      }),
    type: (selector, text) =>
      stepping(async () => {
        await page.waitForSelector(selector, { timeout: 5_000 });
        await page.type(selector, text);
      }),
    async look() {
      const seen = await settle(page);
      const { path = '', title = '', text = '', isError = true } = seen ?? {};
      const result: Seen = {
        path,
        title,
        text: isError ? "[the browser's own error page]" : text,
        loads,
        status,
        cacheStatus: loads > 0 ? last?.headers()['cache-status'] : undefined,
        errors,
      };
      errors = [];
      loads = 0;
      status = undefined;
      return result;
    },
    lastDocument: () =>
      last && { status: last.status(), headers: last.headers(), fromWorker: last.fromServiceWorker() },
    close: () => page.close(),
  };
}
