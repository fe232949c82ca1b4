/**
 * The unit tests of what runs in browsers, in the pages of a browser. `node test/run.mjs browser` bundles the tests, starts
 * WebKit's driver and calls this, once for each browser.
 */
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_FLAGS, FIREFOX_CALM, WEBKIT_CAPABILITIES } from './test/support/runner/engines.mjs';
import { inspectMachine } from './test/support/runner/machine.mjs';
import { countingReporter } from './test/support/runner/browser-reporter.mjs';

/** @type {import('./test/support/runner/machine.mjs').Machine} */
const machine = process.env.TEST_MACHINE ? JSON.parse(process.env.TEST_MACHINE) : inspectMachine();
const driverPort = Number(process.env.WEBKIT_DRIVER_PORT);

const launchers = {
  chromium: () =>
    machine.chromium &&
    chromeLauncher({
      puppeteer,
      launchOptions: { executablePath: machine.chromium, args: CHROMIUM_FLAGS, headless: true },
    }),
  firefox: () =>
    machine.firefox &&
    puppeteerLauncher({
      concurrency: 1,
      launchOptions: {
        browser: 'firefox',
        executablePath: machine.firefox,
        headless: true,
        extraPrefsFirefox: FIREFOX_CALM,
      },
    }),
  webkit: () =>
    machine.webkit &&
    driverPort &&
    webdriverLauncher({
      hostname: '127.0.0.1',
      port: driverPort,
      path: '/',
      capabilities: WEBKIT_CAPABILITIES(machine.webkit.browser),
    }),
};

const wanted = process.env.TEST_BROWSER;

export default {
  rootDir: import.meta.dirname,
  files: '.cache/test/*/browser/**/*.test.js',
  browsers: Object.entries(launchers)
    .filter(([name]) => !wanted || name === wanted)
    .flatMap(([, launch]) => launch() || []),
  concurrentBrowsers: 2,
  concurrency: 1,
  // What the code under test has to say fills pages; `TEST_LOGS=1` shows it.
  browserLogs: !!process.env.TEST_LOGS,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 180_000,
  testFramework: { config: { timeout: 20_000 } },
  // A worker of any folder may take the whole site, as the tests need.
  middleware: [
    (context, next) => {
      context.set('Service-Worker-Allowed', '/');
      return next();
    },
  ],
  reporters: [defaultReporter({ reportTestProgress: false }), countingReporter(process.env.TEST_RESULTS)],
};
