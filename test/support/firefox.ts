/** Firefox, driven by puppeteer over WebDriver BiDi. */
import puppeteer from 'puppeteer-core';
import { READ_PAGE, type Engine } from './engine.js';
import { machine } from './machine.js';
import { FIREFOX_PREFS } from './runner/engines.mjs';

/** Starts Firefox with a new profile, where idle workers are stopped after half a second. */
export async function launchFirefox(): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: machine.firefox,
    headless: true,
    extraPrefsFirefox: FIREFOX_PREFS,
  });
  const page = await browser.newPage();
  const evaluate = <T>(body: string) => page.evaluate(`(async () => { ${body} })()`) as Promise<T>;
  return {
    name: 'Firefox',
    async goto(url) {
      await page.goto(url);
      return evaluate(READ_PAGE);
    },
    evaluate,
    close: () => browser.close(),
  };
}
