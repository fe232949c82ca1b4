import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { configSource } from '../support/build-worker.js';
import { html } from '../support/html.js';
import { axeFindings, overflowOf } from '../support/looks.js';
import { startOrigin } from '../support/origin.js';
import { until, useSite } from '../support/site.js';

const CONFIG = (deployment: string): string => `deployment: '${deployment}', inspector: true, routes: [
  { match: '/account/*', revalidate: 0 },
  { match: '/short/*', revalidate: 1, tags: ['brief'] },
  { match: '/long/*', revalidate: '1h', tags: ['lasting'] },
  { match: '/mine/*', revalidate: 60 },
]`;

const site = useSite(CONFIG('one'));

/** Finds elements in the shadow roots of the inspector. */
const deep = (selector: string): string => `>>> ${selector}`;

const textsOf = (page: Page, selector: string): Promise<string[]> =>
  page.$$eval(deep(selector), (found) => found.map(({ textContent }) => textContent.trim()));

const pathsIn = (page: Page): Promise<string[]> => textsOf(page, '.rows .path .mono');

/** A click that does not depend on where the element has scrolled to. */
async function click(page: Page, selector: string): Promise<void> {
  const found = await page.waitForSelector(deep(selector));
  await found?.evaluate((element) => (element as HTMLElement).click());
}

const isSaid = (page: Page, words: string) =>
  until(`it says "${words}"`, async () => (await textsOf(page, '.said')).join('').includes(words));

async function openInspector(tab?: string): Promise<Page> {
  const page = await site.open('/__isr');
  await page.waitForSelector(deep('.count'));
  if (tab) await click(page, `#tab-${tab}`);
  return page;
}

const shows = (page: Page, path: string) =>
  until(`"${path}" is listed`, async () => (await pathsIn(page)).includes(path));

const openRow = (page: Page, path: string): Promise<void> =>
  page.$$eval(
    deep('.rows .link'),
    (links, wanted) => {
      const link = links.find((one) => one.querySelector('.mono')?.textContent === wanted);
      (link as HTMLElement | undefined)?.click();
    },
    path,
  );

const choose = async (page: Page, name: string, value: string): Promise<void> => {
  const select = await page.waitForSelector(deep(`select[name=${name}]`));
  await select?.select(value);
};

describe('the inspector', () => {
  before(async () => {
    const title = '<img src=x onerror="globalThis.harmed = true">';
    site.origin.page('/long/hostile', {
      body: html('hostile').replace(
        /<title>.*?<\/title>|(?=<body)/,
        `<title>${title.replaceAll('<', '&lt;')}</title>`,
      ),
    });
    site.origin.page('/long/a', { body: html('old') });
    site.origin.page('/short/b', { body: html('b') });
    for (const path of ['/long/hostile', '/long/a', '/short/b']) await site.store(path);
  });

  it('lists the stored pages, and shows hostile titles and URLs as text', async () => {
    await site.visit('/long/a?q=%3Cscript%3Eharmed=1%3C/script%3E');
    const page = await openInspector();
    for (const path of ['/long/hostile', '/long/a', '/short/b']) await shows(page, path);
    const titles = await textsOf(page, '.rows .title');
    assert.ok(titles.includes('<img src=x onerror="globalThis.harmed = true">'), titles.join());
    assert.equal((await page.$$(deep('img'))).length, 0);
    assert.equal(await page.evaluate('typeof harmed'), 'undefined');
    await page.close();
  });

  it('filters by words, route and tag', async () => {
    const page = await openInspector();
    await shows(page, '/short/b');
    const isOnly = (path: string) =>
      until(`only "${path}" is listed`, async () => (await pathsIn(page)).join() === path);
    await choose(page, 'route', '/short/*');
    await isOnly('/short/b');
    await choose(page, 'route', '');
    await choose(page, 'tag', 'brief');
    await isOnly('/short/b');
    await choose(page, 'tag', '');
    await (await page.waitForSelector(deep('input[name=words]')))?.type('HOSTILE');
    await isOnly('/long/hostile');
    await page.close();
  });

  it('says that a page became stale while it is looked at', async () => {
    const page = await openInspector();
    await shows(page, '/short/b');
    await choose(page, 'state', 'stale');
    await until('it is stale', async () => (await pathsIn(page)).includes('/short/b'));
    await page.close();
  });

  it('explains a page, and revalidates it', async () => {
    const page = await openInspector();
    await shows(page, '/long/a');
    await openRow(page, '/long/a');
    await until('it says why', async () =>
      (await textsOf(page, '.why li')).includes('The stored page is served at once.'),
    );
    site.origin.page('/long/a', { body: html('new') });
    await click(page, '.actions button:nth-child(1)');
    await isSaid(page, 'Revalidate /long/a: done.');
    await until('the new page is served', async () => {
      const { body, timing } = await site.visit('/long/a');
      return body.includes('new') && timing === 'fresh';
    });
    await page.close();
  });

  it('purges a page', async () => {
    site.origin.page('/long/purged');
    await site.store('/long/purged');
    const page = await openInspector();
    await shows(page, '/long/purged');
    await openRow(page, '/long/purged');
    await click(page, '.actions button:nth-child(2)');
    await isSaid(page, 'Purge /long/purged: done.');
    await until('it is gone', async () => !(await pathsIn(page)).includes('/long/purged'));
    assert.equal((await site.visit('/long/purged')).timing, 'miss');
    await page.close();
  });

  it('simulates a lost network for the pages of the site, and ends it', async () => {
    site.origin.page('/long/unseen');
    const page = await openInspector();
    await click(page, '.offline');
    await isSaid(page, 'Go offline: done.');
    assert.equal((await site.visit('/long/a')).timing, 'fresh');
    assert.equal((await site.visit('/long/unseen')).timing, 'offline');
    await click(page, '.offline');
    await isSaid(page, 'Go online: done.');
    assert.equal((await site.visit('/long/unseen')).timing, 'miss');
    await page.close();
  });

  it('goes on simulating in a worker that was stopped and started again', async () => {
    const page = await openInspector();
    await click(page, '.offline');
    await isSaid(page, 'Go offline: done.');
    await site.chromium.stopWorkers();
    await page.bringToFront();
    let tries = 0;
    await until('the new worker simulates it too', async () => {
      // A page that is not stored yet: a stored one is served in any case.
      const path = `/long/restarted-${(tries += 1)}`;
      site.origin.page(path);
      return (await site.visit(path)).timing === 'offline';
    });
    await click(page, '.offline');
    await isSaid(page, 'Go online: done.');
    await page.close();
  });

  it('shows the requests with the decision, and why a personal page is not stored', async () => {
    site.origin.handle('/mine/cart', ({ headers }, response) => {
      const who = headers.cookie ? 'Ada' : 'nobody';
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(html(`Cart of ${who}`));
    });
    const visitor = await site.open('/blank');
    await visitor.evaluate(() => (document.cookie = 'session=1'));
    await visitor.close();
    await site.visit('/mine/cart');
    const page = await openInspector('requests');
    await until('the request is listed', async () => (await textsOf(page, '.url')).includes('/mine/cart'));
    const rows = await textsOf(page, 'tbody tr');
    assert.match(
      rows.join('\n'),
      /\d\d:\d\d:\d\d\s+(?:miss|bypass)\s+\/mine\/cart\s+navigation\s+200\s+[\d.]+ ms/,
    );
    await until('it says what differs', async () => {
      await page.$$eval(deep('.url button'), (links) => {
        (
          links.find(({ textContent }) => textContent.includes('/mine/cart')) as HTMLElement | undefined
        )?.click();
      });
      return (await textsOf(page, '.why li')).some((line) => /bypasses the store: .*Ada/s.test(line));
    });
    await page.close();
  });

  it('moves between its tabs by arrow keys, and no rule of axe is broken in any', async () => {
    const page = await openInspector();
    await shows(page, '/long/a');
    // A row that is drawn anew under the pointer takes no click.
    await until('it says why', async () => {
      await openRow(page, '/long/a');
      return (await textsOf(page, '.why li')).length > 0;
    });
    await (await page.waitForSelector(deep('#tab-pages')))?.focus();
    for (const tab of ['Pages', 'Requests', 'Charts', 'Deployments', 'Feed']) {
      assert.deepEqual(await textsOf(page, '[aria-selected=true]'), [tab]);
      for (const scheme of ['light', 'dark']) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        assert.deepEqual(await axeFindings(page), [], `${tab}, ${scheme}`);
      }
      await page.setViewport({ width: 360, height: 700 });
      assert.equal(await overflowOf(page), 0, tab);
      await page.setViewport({ width: 1280, height: 800 });
      await page.keyboard.press('ArrowRight');
    }
    assert.deepEqual(await textsOf(page, '[aria-selected=true]'), ['Pages']);
    await page.close();
  });

  it('opens without a network, once it was opened with one', async () => {
    await (await openInspector()).close();
    await site.origin.unplugged(async () => {
      const page = await openInspector();
      await shows(page, '/long/a');
      await page.close();
    });
  });

  it('opens from the pill over a page of the site', async () => {
    site.origin.page('/long/pill', {
      body: html('pill', { head: '<script type="module" src="/sw-isr-inspector.js"></script>' }).replace(
        '</body>',
        '<isr-pill></isr-pill></body>',
      ),
    });
    await site.store('/long/pill');
    const page = await site.open('/long/pill');
    const pill = await page.waitForSelector('isr-pill >>> .pill');
    assert.equal(
      await pill?.evaluate(({ textContent }) => textContent),
      'ISR fresh. Open the cache inspector',
    );
    await pill?.click();
    await shows(page, '/long/pill');
    assert.deepEqual(await axeFindings(page), []);
    await page.keyboard.press('Escape');
    await until('it is closed', async () => (await page.$$(deep('.rows'))).length === 0);
    await page.close();
  });

  it('finds the next deployment, shows both side by side, and rolls back', async () => {
    site.origin.page('/long/deployed', { body: html('of the first') });
    await site.store('/long/deployed');
    await site.origin.serveWorker(configSource(CONFIG('two')), {}, { minify: false });
    const page = await openInspector('deployments');
    await click(page, '.switches button:nth-child(2)');
    const cards = () => textsOf(page, 'article[data-active] h2');
    await until('the next one is served', async () => (await cards()).join() === 'two');
    site.origin.page('/long/deployed', { body: html('of the second') });
    await until(
      'it is stored in the second',
      async () => (await site.visit('/long/deployed')).timing === 'fresh',
    );
    await until('both are side by side', async () =>
      (await textsOf(page, '[role=row]')).some((row) =>
        /\/long\/deployed ≠.*of the second.*of the first/s.test(row),
      ),
    );
    await click(page, '.switches button:nth-child(1)');
    await isSaid(page, 'Roll back to one: done.');
    await until('the first is served', async () => (await cards()).join() === 'one');
    assert.match((await site.visit('/long/deployed')).body, /of the first/);
    await page.close();
  });
});

describe('a worker without the inspector', () => {
  it('leaves /__isr and its script to the site, and knows no command of it', async () => {
    const origin = await startOrigin();
    await origin.serveWorker(
      configSource(`routes: [{ match: '/a/*', revalidate: 60 }]`),
      {},
      { minify: false },
    );
    const page = await site.chromium.register(origin);
    assert.deepEqual(origin.requests('/sw-isr-inspector.js'), []);
    const reply = await page.evaluate(async () => {
      const { port1, port2 } = new MessageChannel();
      navigator.serviceWorker.controller?.postMessage({ isr: 1, command: 'inspect', params: {} }, [port2]);
      return new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
    });
    assert.equal((reply as { code?: string }).code, 'bad-request');
    assert.equal((await site.chromium.visit(`${origin.url}/__isr`, page)).status, 404);
    assert.equal(origin.requests('/__isr').length, 1);
    assert.equal((await page.goto(`${origin.url}/sw-isr-inspector.js`))?.status(), 404);
    await page.close();
    await origin.close();
  });
});
