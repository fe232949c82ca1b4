/** Every engine of this machine, with one small interface. */
import type { Page } from 'puppeteer-core';
import { launchChromium, type Chromium } from './chromium.js';
import { READ_PAGE, type Engine } from './engine.js';
import { launchFirefox } from './firefox.js';
import { machine } from './machine.js';
import { launchWebKit } from './webkit.js';

/** A tab of Chromium. @param close what ends it */
export function engineOf(chromium: Chromium, page: Page, close: () => Promise<void>): Engine {
  const evaluate = <T>(body: string) => page.evaluate(`(async () => { ${body} })()`) as Promise<T>;
  return {
    name: 'Chromium',
    page,
    async goto(url) {
      await page.goto(url);
      return evaluate(READ_PAGE);
    },
    evaluate,
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
