import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { html } from '../support/html.js';
import { inPage } from '../support/page-client.js';
import { until, useSite } from '../support/site.js';

const site = useSite(
  `speculate: true, routes: [
    { match: '/a/never/*', revalidate: 0 },
    { match: '/a/short/*', revalidate: 1 },
    { match: '/a/*', revalidate: '1h' },
  ]`,
);

/**
 * The page itself tells when it is prerendered, in this browser's storage, and what it shows, to the site. Puppeteer may
 * lose a tab in which one page takes the place of another.
 */
const TELL = `<script>
  const tell = () => {
    const [{ activationStart }] = performance.getEntriesByType('navigation');
    const text = document.querySelector('main').textContent;
    const shown = { path: location.pathname, wasPrerendered: activationStart > 0, text };
    new Image().src = '/shown?' + encodeURIComponent(JSON.stringify(shown));
  };
  if (document.prerendering) localStorage.setItem(location.pathname, 'prerendered');
  if (document.prerendering) document.addEventListener('prerenderingchange', tell);
  else addEventListener('load', tell);
</script>`;

/** A page that asks for no icon. */
const pageOf = (words: string): string => html(words, { head: `<link rel="icon" href="data:,">${TELL}` });

/** The strictest policy under which rules may be added. */
const POLICY =
  "script-src 'self' 'inline-speculation-rules'; require-trusted-types-for 'script'; trusted-types sw-isr sw-isr-speculate";

const link = (href: string): string => `<p style="height: 30px"><a href="${href}">A link</a></p>`;

/** Opens a page with these links, whose client prerenders as the call says. */
async function openLinks(path: string, links: string[], call: string, headers = {}): Promise<Page> {
  site.origin.page(path, { body: pageOf(links.map(link).join('')), headers });
  const page = await site.chromium.newPage();
  await page.goto(site.origin.url + path);
  await inPage(page, `globalThis.isr = isr; globalThis.stop = ${call};`);
  site.origin.forget();
  return page;
}

/** The pages for which there are rules. */
const rules = (page: Page): Promise<string[]> =>
  page.$$eval('script[type=speculationrules]', (scripts) =>
    scripts.flatMap(({ text }) =>
      (JSON.parse(text) as { prerender: [{ urls: string[] }] }).prerender[0].urls.map(
        (url) => new URL(url).pathname,
      ),
    ),
  );
const hover = (page: Page, href: string): Promise<void> => page.hover(`a[href="${href}"]`);
/** A tab whose preloads DevTools watches prerenders nothing. */
const isPrerendered = (page: Page, path: string): Promise<void> =>
  until(`${path} is prerendered`, () =>
    page.evaluate((key) => localStorage.getItem(key) === 'prerendered', path),
  );
/** Longer than a link has to be pointed at, and the worker to be asked. */
const rest = (): Promise<void> => sleep(600);
/** Not counted: browsers look for a new worker when they like. */
const asked = (): string[] =>
  site.origin
    .requests()
    .map(({ url }) => url)
    .filter((url) => url !== '/sw.js' && !url.startsWith('/shown'));

interface Shown {
  path: string;
  wasPrerendered: boolean;
  text: string;
}

/** What the pages told that they show, in order. */
const allShown = (): Shown[] =>
  site.origin
    .requests('/shown')
    .map(({ url }) => JSON.parse(decodeURIComponent(url.replace('/shown?', ''))) as Shown);

/** Follows a link, waits until the page that it leads to tells what it shows, and leaves that tab open. */
async function click(page: Page, href: string): Promise<Shown | undefined> {
  await page.click(`a[href="${href}"]`);
  let shown: Shown | undefined;
  await until(`${href} is shown`, () => (shown = allShown().at(-1))?.path === href);
  return shown;
}

describe('speculate()', () => {
  it('prerenders a stored page on hover: the click shows it, and the origin is asked nothing', async () => {
    site.origin.page('/a/one', { body: pageOf('One') });
    await site.store('/a/one');
    const page = await openLinks('/a/start', ['/a/one'], 'isr.speculate()');
    await hover(page, '/a/one');
    await isPrerendered(page, '/a/one');
    assert.deepEqual(await click(page, '/a/one'), { path: '/a/one', wasPrerendered: true, text: 'One' });
    assert.deepEqual(asked(), []);
  });

  it('prerenders no page that the store does not have, that is stale, or whose route stores nothing', async () => {
    const paths = ['/a/missing', '/a/short/stale', '/a/never/one'];
    for (const path of paths) site.origin.page(path, { body: pageOf(path) });
    site.origin.page('/a/kept', { body: pageOf('Kept') });
    await site.store('/a/kept');
    await site.storeStale('/a/short/stale');
    const page = await openLinks('/a/others', [...paths, '/a/kept'], 'isr.speculate()');
    for (const path of paths) {
      await hover(page, path);
      await rest();
    }
    // A page that is stored is, after all of them.
    await hover(page, '/a/kept');
    await until('there is a rule', async () => (await rules(page)).length > 0);
    assert.deepEqual(await rules(page), ['/a/kept']);
    assert.deepEqual(asked(), []);
    await page.close();
  });

  it('keeps two prerendered pages, and none that was invalidated since or once it is stopped', async () => {
    const paths = ['/a/p', '/a/q', '/a/r'];
    for (const path of paths) {
      site.origin.page(path, { body: pageOf(path) });
      await site.store(path);
    }
    const page = await openLinks('/a/many', paths, 'isr.speculate()');
    for (const path of paths) {
      await hover(page, path);
      await until(`there is a rule for ${path}`, async () => (await rules(page)).includes(path));
    }
    assert.deepEqual(await rules(page), ['/a/q', '/a/r']);
    await page.evaluate(`isr.revalidateTag('none')`);
    await until('the rules are gone', async () => (await rules(page)).length === 0);
    await hover(page, '/a/p');
    await until('there is a rule again', async () => (await rules(page)).length === 1);
    await page.evaluate('stop()');
    assert.deepEqual(await rules(page), []);
    await page.close();
  });

  it('in view leaves it to the browser when, and works under Trusted Types', async () => {
    const page = await openLinks('/a/typed', ['/a/p', '/a/missing'], `isr.speculate({ on: 'viewport' })`, {
      'Content-Security-Policy': POLICY,
    });
    await until('there is a rule', async () => (await rules(page)).length > 0);
    assert.deepEqual(await rules(page), ['/a/p']);
    await page.close();
  });

  it('with prefetchLinks() fetches a page once, and prerenders it from the store', async () => {
    site.origin.page('/a/new', { body: pageOf('New') });
    const page = await openLinks('/a/fetching', ['/a/new'], 'isr.prefetchLinks({ speculate: true })');
    await hover(page, '/a/new');
    await isPrerendered(page, '/a/new');
    assert.deepEqual(asked(), ['/a/new']);
    assert.deepEqual(await click(page, '/a/new'), { path: '/a/new', wasPrerendered: true, text: 'New' });
    assert.deepEqual(asked(), ['/a/new']);
  });
});
