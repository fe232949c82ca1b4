/** HTTP Basic authentication: the browser asks for the password, and has forgotten it when it starts again. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { buildWorker, configSource } from '../../support/build-worker.js';
import { launchChromium, type Chromium } from '../../support/chromium.js';
import { page, type App } from '../../support/situations/app.js';
import { REGISTER_PATH, startSite, type Site } from '../../support/situations/site.js';
import { REGISTER } from '../../support/situations/worker-line.js';

const CREDENTIALS = { username: 'ada', password: 'secret' };
const SENT = `Basic ${Buffer.from('ada:secret').toString('base64')}`;

const guarded: App = ({ path, headers }) =>
  headers.authorization === SENT
    ? page(`<p>Hello Ada, this is ${path}</p>`)
    : page('<p>Not without a password</p>', {
        status: 401,
        headers: { 'WWW-Authenticate': 'Basic realm="The site"' },
      });

const textOf = (tab: Page): Promise<string> => tab.$eval('p', ({ textContent }) => textContent);

interface Day {
  paths: string[];
  /** Whether the visitor answers the browser's dialog. */
  knowsPassword: boolean;
}

/** Visits paths in a new tab, and tells what each shows, or why the browser shows nothing. */
async function spend(chromium: Chromium, site: Site, { paths, knowsPassword }: Day): Promise<string[]> {
  const tab = await chromium.newPage();
  if (knowsPassword) await tab.authenticate(CREDENTIALS);
  const seen: string[] = [];
  for (const path of paths) {
    const answer = await tab.goto(site.url + path).catch((error: unknown) => error as Error);
    seen.push(answer instanceof Error ? answer.message.replace(/ at .*/s, '') : await textOf(tab));
  }
  await tab.close();
  return seen;
}

/** What a visitor sees on the first day, and on the next, when the browser asks again. */
async function twoDays(chromium: Chromium, site: Site): Promise<string[]> {
  const first = await spend(chromium, site, { paths: ['/', '/news', '/'], knowsPassword: true });
  await chromium.relaunch();
  const refused = await spend(chromium, site, { paths: ['/', '/news'], knowsPassword: false });
  const second = await spend(chromium, site, { paths: ['/', '/news', '/unseen'], knowsPassword: true });
  return [...first, ...refused, ...second];
}

async function registerWorker(chromium: Chromium, site: Site): Promise<void> {
  const tab = await chromium.newPage();
  await tab.goto(site.url + REGISTER_PATH);
  await tab.evaluate(`(async () => { ${REGISTER} })()`);
  await tab.close();
}

describe('a site behind HTTP Basic authentication', () => {
  let chromium: Chromium;
  const sites: Site[] = [];
  before(async () => {
    const worker = await buildWorker(configSource(`routes: [{ match: '/*', revalidate: '5m' }]`));
    sites.push(await startSite(guarded, { host: 'without.localhost' }));
    sites.push(await startSite(guarded, { host: 'with.localhost', worker }));
    chromium = await launchChromium();
  });
  after(async () => {
    await chromium.close();
    for (const site of sites) await site.close();
  });

  it('asks for the password with the worker as without, also when the browser has started again', async () => {
    const [without, site] = sites;
    assert.ok(without && site);
    const expected = await twoDays(chromium, without);
    const refused = 'net::ERR_INVALID_AUTH_CREDENTIALS';
    const news = 'Hello Ada, this is /news';
    assert.deepEqual(expected.slice(1, 5), [news, 'Hello Ada, this is /', refused, refused]);
    await registerWorker(chromium, site);
    assert.deepEqual(await twoDays(chromium, site), expected);
  });
});
