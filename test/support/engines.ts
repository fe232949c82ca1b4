/** Every engine of this machine, with one small interface. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'puppeteer-core';
import { launchChromium, type Chromium } from './chromium.js';
import { READ_PAGE, type Engine } from './engine.js';
import { launchFirefox } from './firefox.js';
import { machine } from './machine.js';
import { launchWebKit } from './webkit.js';

/** How long a page may take to load. */
const LOAD_MS = 30_000;

/**
 * What puppeteer's page does, by a session of its own: where pages of several hosts follow each other on a busy machine,
 * that page may take the frame that it shows for one that is gone, for good.
 */
function tabOf(session: CDPSession) {
  return {
    async evaluate<T>(body: string): Promise<T> {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression: `(async () => { ${body} })()`,
        awaitPromise: true,
        returnByValue: true,
        userGesture: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value as T;
    },
    /** Resolves when the page has loaded. */
    async navigate(url: string): Promise<void> {
      const loaded = new AbortController();
      session.once('Page.loadEventFired', () => loaded.abort());
      const { errorText, loaderId } = await session.send('Page.navigate', { url });
      if (errorText) throw new Error(`Failed to visit "${url}": ${errorText}.`);
      // Another fragment of the page that is there loads nothing.
      if (!loaderId || loaded.signal.aborted) return;
      const isLate = await sleep(LOAD_MS, true, { signal: loaded.signal }).catch(() => false);
      if (isLate) throw new Error(`Failed to visit "${url}": it has not loaded after ${LOAD_MS} ms.`);
    },
  };
}

/** A tab of Chromium. @param close what ends it */
export async function engineOf(chromium: Chromium, page: Page, close: () => Promise<void>): Promise<Engine> {
  const session = await page.createCDPSession();
  await session.send('Page.enable');
  const tab = tabOf(session);
  return {
    name: 'Chromium',
    page,
    async goto(url) {
      await tab.navigate(url);
      return tab.evaluate(READ_PAGE);
    },
    evaluate: (body) => tab.evaluate(body),
    stopWorkers: () => chromium.stopWorkers(),
    async openAnother() {
      const context = await chromium.browser.createBrowserContext();
      return engineOf(chromium, await context.newPage(), () => context.close());
    },
    close,
  };
}

async function chromiumEngine(): Promise<Engine> {
  const chromium = await launchChromium();
  return engineOf(chromium, await chromium.newPage(), () => chromium.close());
}

/** The engines of this machine. The runner says which are missing. */
export const engines: { name: Engine['name']; launch: () => Promise<Engine> }[] = [
  { name: 'Chromium' as const, launch: chromiumEngine, there: machine.chromium },
  { name: 'Firefox' as const, launch: launchFirefox, there: machine.firefox },
  { name: 'WebKit' as const, launch: launchWebKit, there: machine.webkit && process.env.WEBKIT_DRIVER_PORT },
].filter(({ there }) => there);
