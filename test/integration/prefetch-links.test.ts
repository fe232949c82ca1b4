import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { html } from '../support/html.js';
import { inPage } from '../support/page-client.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [{ match: '/a/*', revalidate: '1h' }]`);

const link = (href: string, more = ''): string =>
  `<p style="margin: 0; height: 30px"><a id="${href.replace(/\W/g, '-')}" href="${href}" ${more}>A link</a></p>`;
const idOf = (href: string): string => `#${href.replace(/\W/g, '-')}`;

/** Opens a page with these links, whose pages are prefetched as it says; `network` is what the browser knows of it. */
async function openLinks(path: string, links: string, on: 'hover' | 'viewport', network = {}): Promise<Page> {
  site.origin.page(path, { body: html(links) });
  const page = await site.chromium.newPage();
  const known = `Object.defineProperty(navigator, 'connection', { value: ${JSON.stringify(network)} })`;
  await page.evaluateOnNewDocument(known);
  await page.goto(site.origin.url + path);
  site.origin.forget();
  await inPage(page, `globalThis.stop = isr.prefetchLinks({ on: '${on}' });`);
  return page;
}

const asked = (path: string): number => site.origin.requests(path).length;
const isAsked = (path: string): Promise<void> => until(`${path} is asked for`, () => asked(path) === 1);
/** Longer than a link has to be pointed at. */
const rest = (): Promise<void> => sleep(400);

describe('prefetchLinks()', () => {
  it('on hover fetches the page of a link that is pointed at, once, and not of one that is passed', async () => {
    for (const path of ['/a/one', '/a/two', '/a/three']) site.origin.page(path, { body: html(path) });
    const links = link('/a/one') + link('/a/two?x=1#part') + link('/a/three');
    const page = await openLinks('/a/hovered', links, 'hover');
    await page.hover(idOf('/a/one'));
    await isAsked('/a/one');
    // There and back, in one go: no pointer rests.
    await page.evaluate((id) => {
      for (const target of [document.querySelector(id), document.body])
        target?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    }, idOf('/a/three'));
    await page.hover(idOf('/a/two?x=1#part'));
    await isAsked('/a/two');
    assert.equal(site.origin.requests('/a/two')[0]?.url, '/a/two?x=1');
    await page.hover(idOf('/a/one'));
    await rest();
    assert.deepEqual([asked('/a/one'), asked('/a/three')], [1, 0]);
    const visit = await site.visit('/a/one', page);
    assert.equal(visit.timing, 'fresh');
    await page.close();
  });

  it('fetches what the focus rests on, too, and nothing after it was stopped', async () => {
    for (const path of ['/a/focused', '/a/stopped']) site.origin.page(path, { body: html(path) });
    const page = await openLinks('/a/keys', link('/a/focused') + link('/a/stopped'), 'hover');
    await page.focus(idOf('/a/focused'));
    await isAsked('/a/focused');
    await page.evaluate('stop()');
    await page.hover(idOf('/a/stopped'));
    await rest();
    assert.equal(asked('/a/stopped'), 0);
    await page.close();
  });

  it('leaves downloads, other tabs, other sites, mail and the page itself alone', async () => {
    const other = site.origin.url.replace('127.0.0.1', 'localhost') + '/a/other';
    const links = [
      link('/a/file', 'download'),
      link('/a/tab', 'target="_blank"'),
      link(other),
      link('mailto:a@b.test'),
      link('#part'),
    ];
    site.origin.page('/a/same-tab', { body: html('same') });
    const all = links.join('') + link('/a/same-tab', 'target="_self"');
    const page = await openLinks('/a/mixed', all, 'viewport');
    await isAsked('/a/same-tab');
    await rest();
    for (const path of ['/a/file', '/a/tab', '/a/other', '/a/mixed']) assert.equal(asked(path), 0, path);
    await page.close();
  });

  it('in view fetches what is seen, and the rest when it is scrolled to', async () => {
    for (const path of ['/a/near', '/a/far']) site.origin.page(path, { body: html(path) });
    const links = `${link('/a/near')}<div style="height: 5000px"></div>${link('/a/far')}`;
    const page = await openLinks('/a/tall', links, 'viewport');
    await isAsked('/a/near');
    await rest();
    assert.equal(asked('/a/far'), 0);
    await page.evaluate('scrollTo(0, 5000)');
    await isAsked('/a/far');
    await page.close();
  });

  for (const network of [{ saveData: true }, { effectiveType: 'slow-2g' }, { effectiveType: '2g' }])
    it(`costs a visitor nothing whose network is ${JSON.stringify(network)}`, async () => {
      const path = `/a/costly-${Object.values(network).join('')}`;
      site.origin.page(path, { body: html('costly') });
      for (const on of ['hover', 'viewport'] as const) {
        const page = await openLinks(`${path}-${on}`, link(path), on, network);
        await page.hover(idOf(path));
        await rest();
        await page.close();
      }
      assert.equal(asked(path), 0);
    });
});
