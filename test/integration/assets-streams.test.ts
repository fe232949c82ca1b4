/** Images without an end, and downloads: nothing of them is copied, and no connection outlives its tab. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [{ match: '/a/*', revalidate: '1h' }]`);

/** A GIF of one dot whose comment never ends: anything else is given up by the browser when it can't be decoded. */
const START = Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00\x21\xfe', 'latin1');
/** What it sends in a tenth of a second: blocks of 255 bytes. */
const PIECE = Buffer.alloc(512_000, `\xff${'x'.repeat(255)}`, 'latin1');
const PART = '--x\r\nContent-Type: image/gif\r\n\r\n';

/** Puts an image there that never ends, and tells how many of its connections are open. */
function endless(origin: Origin, path: string, headers: Record<string, string>): () => number {
  let open = 0;
  origin.handle(path, (_request, response) => {
    open += 1;
    response.writeHead(200, headers);
    if (headers['Content-Type']?.startsWith('multipart')) response.write(PART);
    response.write(START);
    const timer = setInterval(() => response.write(PIECE), 100);
    response.on('close', () => {
      open -= 1;
      clearInterval(timer);
    });
  });
  return () => open;
}

const kept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of (await caches.keys()).filter((name) => name !== 'sw-isr-hot'))
      for (const { url } of await (await caches.open(name)).keys()) urls.push(url);
    return urls;
  });
const usage = (page: Page): Promise<number> =>
  page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);

/** Opens a page with an image, without waiting for that. */
async function openWith(path: string, image: string): Promise<Page> {
  site.origin.page(path, { body: html(`<img src="${image}" alt="">`) });
  const page = await site.chromium.newPage();
  await page.goto(site.origin.url + path, { waitUntil: 'domcontentloaded' });
  return page;
}

describe('an image without an end', () => {
  let other: Origin;
  before(async () => {
    other = await startOrigin();
  });
  after(() => other.close());

  const kinds: [what: string, of: () => Origin, headers: Record<string, string>][] = [
    [
      'of this site, by its type',
      () => site.origin,
      { 'Content-Type': 'multipart/x-mixed-replace; boundary=x' },
    ],
    ['of this site, unannounced', () => site.origin, { 'Content-Type': 'image/gif' }],
    ['of another site', () => other, { 'Content-Type': 'image/gif' }],
    [
      'of another site, which may be stored',
      () => other,
      { 'Content-Type': 'image/gif', 'Cache-Control': 'max-age=60' },
    ],
  ];
  for (const [at, [what, of, headers]] of kinds.entries())
    it(`costs no disk, and its connection ends with its tab: ${what}`, async () => {
      const path = `/endless-${at}`;
      const open = endless(of(), path, headers);
      const page = await openWith(`/a/endless-${at}`, of().url + path);
      await until('it is asked for', () => open() > 0);
      const before = await usage(page);
      // By then all that is done behind a page has begun.
      await sleep(4_000);
      const aside = await site.open('/blank');
      await page.close();
      await until('no connection is open', () => open() === 0, 5);
      assert.ok((await usage(aside)) - before < 1_000_000, 'it is on the disk');
      assert.deepEqual(
        (await kept(aside)).filter((url) => url.endsWith(path)),
        [],
      );
      await aside.close();
    });

  it('is given up after a while, where its tab stays, and not begun again', async () => {
    const path = '/endless-stays';
    const headers = { 'Content-Type': 'image/gif', 'Cache-Control': 'no-store' };
    const open = endless(other, path, headers);
    const page = await openWith('/a/endless-stays', other.url + path);
    await until('the worker asks for it too', () => open() === 2);
    await until('only the page’s own connection is open', () => open() === 1, 20);
    await page.goto(page.url(), { waitUntil: 'domcontentloaded' });
    await sleep(4_000);
    assert.equal(open(), 1);
    await page.close();
    await until('no connection is open', () => open() === 0, 5);
  });
});

describe('a download', () => {
  it('is not kept, though a page shows it as an image', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
    const image = (path: string, headers: Record<string, string>) =>
      site.origin.page(path, { body: svg, headers: { 'Content-Type': 'image/svg+xml', ...headers } });
    image('/download.svg', { 'Content-Disposition': 'attachment; filename="dot.svg"' });
    image('/shown.svg', { 'Content-Disposition': 'inline; filename="attachment.svg"' });
    const page = await openWith('/a/download', '/download.svg"><img src="/shown.svg');
    await until('the other one is kept', async () =>
      (await kept(page)).some((url) => url.endsWith('/shown.svg')),
    );
    assert.ok(!(await kept(page)).some((url) => url.endsWith('/download.svg')));
    await page.close();
  });
});
