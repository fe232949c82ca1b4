import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { html } from '../support/html.js';
import { eventOn, inPage, NOTING_CLIENT } from '../support/page-client.js';
import { pushMessage } from '../support/push.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`networkTimeout: '1s', routes: [
  { match: '/products/:id', revalidate: '1h', tags: ({ params }) => ['product:' + params.id, 'products'] },
  { match: '/eager/*', revalidate: '1h', eager: true, tags: ['eager'] },
  { match: '/a/*', revalidate: '1h', allowQuery: ['page'] },
  { match: '/*', revalidate: '1h' },
]`);

/** Stores a page, and changes it on the site. */
async function change(path: string, headers: Record<string, string> = {}): Promise<void> {
  site.origin.page(path, { body: html('old'), headers });
  await site.store(path);
  site.origin.page(path, { body: html('new'), headers });
}

/** What a visit shows, and how the worker says it came about. */
async function seen(path: string): Promise<string> {
  const { body, timing } = await site.visit(path);
  return `${body === html('new') ? 'new' : 'old'}, ${timing ?? 'network'}`;
}

const shows = (path: string, what: string): Promise<void> =>
  until(`${path} shows "${what}"`, async () => (await seen(path)) === what);

const tell = (body: string): Promise<unknown> => site.aside((page) => inPage(page, body));

describe('revalidating from a page (rule 31)', () => {
  it('a path: the old page once more, then the new one', async () => {
    await change('/a/soft');
    assert.equal(await seen('/a/soft'), 'old, fresh');
    await tell("await isr.revalidatePath('/a/soft')");
    assert.equal(site.origin.requests('/a/soft').length, 0, 'it is asked for at the next visit only');
    assert.equal(await seen('/a/soft'), 'old, stale');
    await shows('/a/soft', 'new, fresh');
    assert.equal(site.origin.requests('/a/soft').length, 1);
  });

  it('a path, hard: the origin is asked first, and the old page stands when it is gone', async () => {
    await change('/a/hard');
    await tell("await isr.revalidatePath('/a/hard', { mode: 'hard' })");
    await site.origin.unplugged(async () => {
      assert.equal(await seen('/a/hard'), 'old, stale-if-error');
    });
    assert.equal(await seen('/a/hard'), 'new, revalidated');
    assert.equal(await seen('/a/hard'), 'new, fresh');
  });

  it('a path means the page with every query, a URL with a query that one alone', async () => {
    for (const path of ['/a/list?page=1', '/a/list?page=2']) {
      site.origin.page('/a/list', { body: html('old') });
      await site.store(path);
    }
    await tell("await isr.revalidatePath('/a/list?utm_source=x&page=2')");
    assert.equal((await site.visit('/a/list?page=1')).timing, 'fresh');
    assert.equal((await site.visit('/a/list?page=2')).timing, 'stale');
    await tell("await isr.revalidatePath('/a/list?utm_source=x')");
    assert.equal((await site.visit('/a/list?page=1')).timing, 'stale');
  });

  it('a prefix: all below it, and nothing beside it', async () => {
    for (const path of ['/shop', '/shop/1', '/shop/1/reviews', '/shopping']) await change(path);
    await tell("await isr.revalidatePath('/shop/', { prefix: true })");
    for (const path of ['/shop', '/shop/1', '/shop/1/reviews']) assert.equal(await seen(path), 'old, stale');
    assert.equal(await seen('/shopping'), 'old, fresh');
  });

  it('a tag: of the route, of Cache-Tag and of Cache-Groups', async () => {
    await change('/products/1');
    await change('/products/2');
    await change('/a/by-cache-tag', { 'Cache-Tag': 'other, product:1' });
    await change('/a/by-group', { 'Cache-Groups': '"product:1"' });
    await tell("await isr.revalidateTag('product:1')");
    for (const path of ['/products/1', '/a/by-cache-tag', '/a/by-group'])
      assert.equal(await seen(path), 'old, stale', path);
    assert.equal(await seen('/products/2'), 'old, fresh');
  });

  it('a thousand calls at once are carried out, and what they name is out of date', async () => {
    await change('/a/many', { 'Cache-Tag': 'many:0, many:500, many:999' });
    const refused = await tell(`
      const calls = Array.from({ length: 1000 }, (_, number) => isr.revalidateTag('many:' + number));
      return (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected').length`);
    assert.equal(refused, 0);
    assert.equal(await seen('/a/many'), 'old, stale');
  });

  it('survives the worker and the browser', async () => {
    await change('/a/survives');
    await tell("await isr.revalidatePath('/a/survives')");
    await site.chromium.stopWorkers();
    assert.equal(await seen('/a/survives'), 'old, stale');
    await change('/a/survives-too');
    await tell("await isr.revalidatePath('/a/survives-too', { mode: 'hard' })");
    await site.chromium.relaunch();
    assert.equal(await seen('/a/survives-too'), 'new, revalidated');
  });

  it('eagerly: the page is new before anybody visits it', async () => {
    await change('/a/eager');
    await tell("await isr.revalidatePath('/a/eager', { eager: true })");
    await until('the origin is asked', () => site.origin.requests('/a/eager').length === 1);
    await shows('/a/eager', 'new, fresh');
    assert.equal(site.origin.requests('/a/eager').length, 1);
  });

  it('the pages of a route that is eager are new without being asked for, others are not', async () => {
    await change('/eager/one');
    await change('/a/not-eager', { 'Cache-Tag': 'eager' });
    await tell("await isr.revalidateTag('eager')");
    await until('the origin is asked', () => site.origin.requests('/eager/one').length === 1);
    assert.equal(site.origin.requests('/a/not-eager').length, 0);
  });

  it('eagerly: each stored variant is new, and not only the one of the tab that asked', async () => {
    const say = (word: string): void =>
      site.origin.handle('/a/tongues', ({ headers }, response) => {
        const tongue = String(headers['accept-language']).slice(0, 2);
        response.writeHead(200, {
          'Content-Type': 'text/html',
          'Cache-Control': 'public',
          Vary: 'Accept-Language',
        });
        response.end(`${word} ${tongue}`);
      });
    say('old');
    const read = (tongue: string): Promise<unknown> =>
      tell(`const headers = { accept: 'text/html', 'accept-language': '${tongue}' };
        const response = await fetch('/a/tongues', { headers });
        return await response.text() + ', ' + response.headers.get('cache-status').split(';')[1].trim()`);
    const reads = (what: string): Promise<void> =>
      until(what, async () => (await Promise.all(['de', 'fr'].map(read))).join(' and ') === what);
    await reads('old de, hit and old fr, hit');
    say('new');
    site.origin.forget();
    await tell("await isr.revalidatePath('/a/tongues', { eager: true })");
    await until('each is asked for', () => site.origin.requests('/a/tongues').length >= 2);
    await reads('new de, hit and new fr, hit');
    assert.equal(site.origin.requests('/a/tongues').length, 2);
  });

  it('is listed: the page is stale, and explained', async () => {
    await change('/a/listed');
    await tell("await isr.revalidatePath('/a/listed')");
    const listed = await tell(`const pages = await isr.pages({ limit: 500 });
      return pages.find(({ url }) => url.endsWith('/a/listed')).state`);
    assert.equal(listed, 'stale');
    const why = (await tell("return (await isr.explain('/a/listed')).why.join(' ')")) as string;
    assert.match(why, /was invalidated/);
  });

  it('tells the other tabs, which shows them what is new', async () => {
    site.origin.page('/a/tab', { body: html('old', { head: NOTING_CLIENT }) });
    await site.store('/a/tab');
    const tab: Page = await site.open('/a/tab');
    site.origin.page('/a/tab', { body: html('new', { head: NOTING_CLIENT }) });
    await tell("await isr.revalidatePath('/a/tab', { eager: true })");
    assert.deepEqual(await eventOn(tab, 'invalidated'), {
      tags: [],
      paths: [`${site.origin.url}/a/tab`],
      mode: 'soft',
    });
    assert.equal((await eventOn(tab, 'updated')).url, `${site.origin.url}/a/tab`);
    await tab.close();
  });

  for (const [what, call] of [
    ['no tag', "isr.revalidateTag('')"],
    ['a tag that is no text', 'isr.revalidateTag(7)'],
    ['a page of another site', "isr.revalidatePath('https://other.example/')"],
    ['a mode that there is not', "isr.revalidatePath('/', { mode: 'softly' })"],
  ] as const)
    it(`refuses ${what}`, async () => {
      const error = (await tell(
        `return ${call}.then(() => 'none', ({ code, message }) => code + ': ' + message)`,
      )) as string;
      assert.match(error, /^bad-request: Failed to revalidate: .*\. Give /);
    });
});

describe('revalidating by a push message (rule 31)', () => {
  it('by tags and paths', async () => {
    await change('/products/7');
    await change('/a/pushed');
    const message = { type: 'revalidate', tags: ['product:7'], paths: ['/a/pushed'], mode: 'hard' };
    await pushMessage(site.chromium, site.origin, JSON.stringify(message));
    for (const path of ['/products/7', '/a/pushed'])
      await until('it is asked for', async () => (await seen(path)) === 'new, revalidated');
  });

  it('what is no message of ours changes nothing, and harms nothing', async () => {
    await change('/a/unpushed');
    for (const data of [
      '',
      'hello',
      'null',
      '{"type":"other","paths":["/a/unpushed"]}',
      '{"type":"revalidate","paths":7}',
    ])
      await pushMessage(site.chromium, site.origin, data);
    assert.equal(await seen('/a/unpushed'), 'old, fresh');
  });
});
