import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { PageInfo } from '../../src/client/index.js';
import { blocksOf, example } from '../docs/documents.js';
import { html } from '../support/html.js';
import { eventOn, inPage, NOTING_CLIENT } from '../support/page-client.js';
import { pushMessage } from '../support/push.js';
import { ship } from '../support/ship.js';
import { until, useSite, type Site } from '../support/site.js';

const CONFIG = 'isr.config.ts';

/** Stores a page, and changes it on the site. */
async function change(site: Site, path: string, headers: Record<string, string> = {}): Promise<void> {
  const { pathname } = new URL(path, site.origin.url);
  site.origin.page(pathname, { body: html('old'), headers });
  await site.store(path);
  site.origin.page(pathname, { body: html('new'), headers });
}

/** What a visit shows, and how the worker says it came about. */
async function seen(site: Site, path: string): Promise<string> {
  const { body, timing } = await site.visit(path);
  return `${body === html('new') ? 'new' : 'old'}, ${timing ?? 'network'}`;
}

/** The headers that a document shows. */
function headersIn(document: string): Record<string, string> {
  const fields = blocksOf(document).find(({ language }) => language === 'http')?.code ?? '';
  const lines = fields.trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]));
}

/** Runs code of a document in a page of the site. */
const run = <T>(site: Site, code: string): Promise<T> => site.aside((page) => inPage<T>(page, code));

describe('docs/revalidation.md', () => {
  const DOC = 'docs/revalidation.md';
  const site = useSite(example(DOC, CONFIG));
  const play = (comment: string): Promise<unknown> => run(site, example(DOC, comment));
  const sees = (path: string): Promise<string> => seen(site, path);

  beforeEach(() => run(site, 'await isr.clear()'));

  it('one product has changed', async () => {
    await change(site, '/products/1');
    await change(site, '/products/2');
    await play('One product has changed.');
    assert.equal(await sees('/products/1'), 'old, stale');
    await until('it is new', async () => (await sees('/products/1')) === 'new, fresh');
    assert.equal(await sees('/products/2'), 'old, fresh');
  });

  it('a list is named whole, in part, and with all below it', async () => {
    const paths = ['/articles', '/articles?page=2', '/articles/1', '/articles-of-old'];
    for (const path of paths) await change(site, path);
    for (const [comment, stale] of [
      ['The second page of the list, and no other.', paths.slice(1, 2)],
      ['The list, however it is sorted or paged.', paths.slice(0, 2)],
      ['The list and every article.', paths.slice(0, 3)],
    ] as const) {
      await play(comment);
      const pages = await run<PageInfo[]>(site, 'return isr.pages()');
      const found = pages.filter(({ state }) => state === 'stale').map(({ url }) => url);
      assert.deepEqual(found.sort(), stale.map((path) => site.origin.url + path).sort(), comment);
    }
    assert.equal(await sees('/articles/1'), 'old, stale');
  });

  it('hard: the server is asked first, and its tags count as well as the route’s', async () => {
    const headers = headersIn(DOC);
    await change(site, '/products/3');
    await change(site, '/articles/autumn', headers);
    await play('Prices: nobody should see an old one.');
    await site.origin.unplugged(async () => {
      assert.equal(await sees('/products/3'), 'old, stale-if-error');
    });
    assert.equal(await sees('/products/3'), 'new, revalidated');
    assert.equal(await sees('/articles/autumn'), 'old, fresh');
    await play('One product has changed.');
    assert.equal(await sees('/articles/autumn'), 'old, stale');
  });

  it('eagerly, when asked to, and on the route that says so', async () => {
    await change(site, '/articles/1');
    await change(site, '/sale/shoes');
    await play('Now, and not at the next visit.');
    await play('Prices: nobody should see an old one.');
    for (const path of ['/articles/1', '/sale/shoes'])
      await until(`${path} is asked for`, () => site.origin.requests(path).length === 1);
    await until('it is new', async () => (await sees('/articles/1')) === 'new, fresh');
  });

  it('open pages are told', async () => {
    const tab = await site.open('/blank');
    const lines: string[] = [];
    tab.on('console', (message) => lines.push(message.text()));
    await inPage(tab, example(DOC, 'What was marked as out of date.'));
    await play('One product has changed.');
    await until('it is told', () => lines.includes('soft: product:1'));
    await tab.close();
  });

  it('a push message says so too', async () => {
    const message = blocksOf(DOC).find(({ language }) => language === 'json')?.code ?? '';
    const paths = ['/products/1', '/', '/articles/1'];
    for (const path of paths) await change(site, path);
    await pushMessage(site.chromium, site.origin, message);
    await until('the tag is marked', async () => (await sees('/products/1')) === 'old, stale');
    assert.equal(await sees('/'), 'old, stale');
    assert.equal(await sees('/articles/1'), 'old, stale');
  });

  it('a review that was written is shown', async () => {
    await change(site, '/products/1');
    site.origin.page('/products/1/reviews', { status: 201 });
    await play('A review is written.');
    assert.equal(await sees('/products/1'), 'new, revalidated');
  });
});

describe('docs/modes.md', () => {
  const DOC = 'docs/modes.md';
  const site = useSite(example(DOC, CONFIG));
  const NOT_AT_ALL = { 'Cache-Control': 'public, no-cache, max-age=0' };

  interface Answer {
    status: number;
    text: string;
  }
  const ask = (comment: string): Promise<Answer> =>
    run(site, `${example(DOC, comment)}\nreturn { status: answer.status, text: await answer.text() };`);

  /** How many seconds a stored page has left. */
  async function ttlOf(path: string): Promise<number> {
    const { cacheStatus } = await site.store(path);
    return cacheStatus?.ttl ?? NaN;
  }
  const about = (actual: number, expected: number): void =>
    assert.ok(Math.abs(actual - expected) < 30, `${actual} is not about ${expected}`);

  it('the route says: five minutes, whatever the server does', async () => {
    site.origin.page('/articles/1', { headers: NOT_AT_ALL });
    about(await ttlOf('/articles/1'), 300);
    await site.origin.unplugged(async () => {
      assert.equal((await site.visit('/articles/1')).timing, 'fresh');
    });
  });

  it('the server says: by max-age, by Expires, by Last-Modified, and else by being asked', async () => {
    const at = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString();
    site.origin.page('/max-age', { headers: { 'Cache-Control': 'max-age=600' } });
    about(await ttlOf('/max-age'), 600);
    site.origin.page('/expires', { headers: { Expires: at(900) } });
    about(await ttlOf('/expires'), 900);
    site.origin.page('/rested', { headers: { 'Last-Modified': at(-10_000) } });
    about(await ttlOf('/rested'), 1000);

    site.origin.page('/silent', { headers: { ETag: '"1"' } });
    await site.visit('/silent');
    await until('it is asked with what is stored', async () => {
      await site.visit('/silent');
      return site.origin.requests('/silent').at(-1)?.headers['if-none-match'] === '"1"';
    });
    assert.equal((await site.visit('/silent')).cacheStatus?.fwd, 'stale');
  });

  it('must-revalidate: the offline page rather than what is stale', async () => {
    site.origin.page('/strict', { headers: { 'Cache-Control': 'max-age=1, must-revalidate' } });
    site.origin.page('/lenient', { headers: { 'Cache-Control': 'max-age=1' } });
    await site.storeStale('/strict');
    await site.storeStale('/lenient');
    await site.origin.unplugged(async () => {
      assert.equal((await site.visit('/strict')).status, 503);
      assert.equal((await site.visit('/lenient')).timing, 'stale-if-error');
    });
  });

  it('a header speaks to the worker alone, in both modes', async () => {
    const headers = headersIn(DOC);
    for (const path of ['/articles/told', '/told']) {
      site.origin.page(path, { headers });
      about(await ttlOf(path), 60);
    }
  });

  it('a script asks for a part, for what is new enough, and for what is stored', async () => {
    const headers = { 'Content-Type': 'text/plain', 'Cache-Control': 'max-age=600' };
    site.origin.page('/api/report.txt', { headers, body: 'Ten bytes and more' });
    await run(site, "await (await fetch('/api/report.txt')).text()");
    await until('it is stored', async () => (await ask('Ten bytes of a file.')).status === 206);
    site.origin.forget();
    assert.deepEqual(await ask('Ten bytes of a file.'), { status: 206, text: 'Ten bytes ' });
    assert.equal(site.origin.requests('/api/report.txt').length, 0);

    assert.equal((await ask('What is stored, or a 504.')).status, 504);
    site.origin.page('/api/stock', { headers: { ...headers, Age: '120' }, body: '7' });
    assert.equal((await ask('At most a minute old, or new.')).text, '7');
    await until('it is stored', async () => (await ask('What is stored, or a 504.')).status === 200);
    site.origin.page('/api/stock', { headers, body: '8' });
    assert.equal((await ask('What is stored, or a 504.')).text, '7');
    assert.equal((await ask('At most a minute old, or new.')).text, '8');
  });
});

describe('docs/deployments.md', () => {
  const DOC = 'docs/deployments.md';
  process.env.GIT_SHA = '123';
  const site = useSite(example(DOC, CONFIG), (origin) => {
    origin.page('/home', { body: html('Home', { head: NOTING_CLIENT }) });
    origin.page('/other', { body: html('Other', { head: '<link rel="stylesheet" href="/late.css">' }) });
  });
  const style = (colour: string): void => {
    const headers = { 'Content-Type': 'text/css' };
    site.origin.page('/late.css', { body: `main { color: ${colour} }`, headers });
  };
  const deployments = async (tab: Page): Promise<string[]> => {
    const code = example(DOC, 'Which deployments are here?');
    return inPage(tab, `${code}\nreturn [active, before].filter(Boolean).map(({ id }) => id);`);
  };
  async function deploy(tab: Page, id: string): Promise<void> {
    process.env.GIT_SHA = id;
    await ship(site.origin, tab, example(DOC, CONFIG));
    assert.equal((await deployments(tab))[0], id);
  }
  const article = (words: string, headers = {}): void =>
    site.origin.page('/articles/smashing', { body: html(words), headers });
  const read = async (): Promise<string | undefined> =>
    /<main>(.*)<\/main>/.exec((await site.visit('/articles/smashing')).body)?.[1];
  let tab: Page;
  before(async () => {
    style('teal');
    tab = await site.open('/home');
    await site.visit('/other');
    await until('its style is kept', () =>
      tab.evaluate(async () => (await caches.match('/late.css')) !== undefined),
    );
  });

  it('the story of "Smshng": back at once to what the page had become, with the origin unplugged', async () => {
    article('Smshng');
    await site.store('/articles/smashing');
    article('Smashing');
    await inPage(tab, example(DOC, 'The article was corrected.'));
    assert.equal(await read(), 'Smashing');

    article('A broken design');
    await deploy(tab, '345');
    assert.equal(await read(), 'A broken design');
    await site.store('/articles/smashing');
    assert.deepEqual(await deployments(tab), ['345', '123']);

    await site.origin.unplugged(async () => {
      await inPage(tab, example(DOC, 'Back to what worked.'));
      assert.equal(await read(), 'Smashing');
    });
    assert.deepEqual(await deployments(tab), ['123', '345']);
    assert.deepEqual(await eventOn(tab, 'deployment'), { from: '123', to: '345' });
    const refused = await inPage(tab, "return isr.rollback('7').catch(({ code }) => code)");
    assert.equal(refused, 'bad-request');
  });

  it('the server switches by a header, and its answer goes where it belongs', async () => {
    site.origin.page('/told', { headers: { 'ISR-Deployment': '345' } });
    await site.visit('/told');
    assert.deepEqual(await deployments(tab), ['345', '123']);
    assert.equal(await read(), 'A broken design');
    await site.store('/told');
  });

  it('a tab keeps the styles that it was loaded with, also those that it has not asked for yet', async () => {
    style('red');
    const addStyle = (page: Page): Promise<string> =>
      page.evaluate(async () => {
        const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/late.css' });
        const loaded = new Promise((resolve) => (link.onload = link.onerror = resolve));
        document.head.append(link);
        await loaded;
        return getComputedStyle(document.querySelector('main') as HTMLElement).color;
      });
    const TEAL = 'rgb(0, 128, 128)';
    assert.equal(await addStyle(tab), TEAL);
    const later = await site.open('/told');
    assert.notEqual(await addStyle(later), TEAL);
    await later.close();
  });

  it('a page whose hashed file is gone is fetched anew, and is right at the next visit', async () => {
    const page = (name: string): string =>
      html(name, { head: `<link rel="stylesheet" href="/${name}.css">` });
    site.origin.page('/styled', { body: page('before') });
    await inPage(tab, "await isr.prefetch(['/styled'])");
    site.origin.page('/styled', { body: page('after') });
    assert.equal((await site.visit('/styled')).body, page('before'));
    await until('it is right', async () => (await site.visit('/styled')).body === page('after'));
  });
});
