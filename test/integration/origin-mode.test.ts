import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { parseCacheStatus, type CacheStatus } from '../support/cache-status.js';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`networkTimeout: '2s', assets: false, routes: [
  { match: '/shelled/*', revalidate: 'origin', fallback: true },
  { match: '/api/*', revalidate: 'origin', data: true },
  { match: '/p/*', revalidate: 'origin' },
]`);

interface Answer {
  status: number;
  body: string;
  headers: Record<string, string>;
  said: CacheStatus | undefined;
}

/** Fetches from within a page of the site. */
async function fetchIn(page: Page, path: string, init: RequestInit = {}): Promise<Answer> {
  const [status, body, headers] = await page.evaluate(
    async (url, options) => {
      const response = await fetch(url, options);
      return [response.status, await response.text(), Object.fromEntries(response.headers)] as const;
    },
    path,
    init,
  );
  return { status, body, headers, said: parseCacheStatus(headers['cache-status']) };
}
const ask = (path: string, init?: RequestInit): Promise<Answer> =>
  site.aside((page) => fetchIn(page, path, init));

const CC = (field: string): Record<string, string> => ({ 'Cache-Control': field });
const asked = (path: string): number => site.origin.requests(path).length;

/** Puts a file at a path that confirms its entity tag. */
function tagged(path: string, etag: string, body: string, headers: Record<string, string>): void {
  site.origin.handle(path, (request, response) => {
    const had = request.headers['if-none-match'] === etag;
    response
      .writeHead(had ? 304 : 200, { 'Content-Type': 'text/html', ETag: etag, ...headers })
      .end(had ? undefined : body);
  });
}

describe("pages of a route with revalidate: 'origin'", () => {
  it('are as fresh as max-age, Expires, or a guess makes them (RFC 9111 §4.2)', async () => {
    const at = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString();
    const told: Record<string, Record<string, string>> = {
      '/p/max-age': CC('max-age=60'),
      '/p/expires': { Expires: at(60) },
      '/p/guess': { 'Last-Modified': at(-36_000) },
    };
    for (const [path, headers] of Object.entries(told)) {
      site.origin.page(path, { headers });
      const visit = await site.store(path);
      assert.ok((visit.cacheStatus?.ttl ?? 0) > 50, path);
      assert.equal(asked(path), 0, path);
    }
  });

  it('are confirmed by the origin once they are stale, and renewed by its 304 (§4.3)', async () => {
    tagged('/p/confirmed', '"one"', html('one'), { ...CC('max-age=1'), 'X-Seen': '1' });
    await site.storeStale('/p/confirmed');
    tagged('/p/confirmed', '"one"', html('other'), { ...CC('max-age=60'), 'X-Seen': '2' });
    const visit = await site.visit('/p/confirmed');
    assert.equal(visit.body, html('one'));
    assert.deepEqual([visit.cacheStatus?.fwd, visit.cacheStatus?.fwdStatus], ['stale', 304]);
    assert.equal(visit.response.headers()['x-seen'], '2');
    const [request] = site.origin.requests('/p/confirmed');
    assert.equal(request?.headers['if-none-match'], '"one"');
    assert.equal((await site.visit('/p/confirmed')).cacheStatus?.hit, true);
    assert.equal(asked('/p/confirmed'), 1);
  });

  it('are served while they are refreshed, within stale-while-revalidate (RFC 5861 §3)', async () => {
    const headers = CC('max-age=1, stale-while-revalidate=600');
    site.origin.page('/p/swr', { body: html('old'), headers });
    await site.storeStale('/p/swr');
    site.origin.page('/p/swr', { body: html('new'), headers: CC('max-age=600') });
    const release = site.origin.hold('/p/swr');
    const visits = await Promise.all([1, 2, 3].map(() => site.visit('/p/swr')));
    assert.deepEqual(
      visits.map(({ body, cacheStatus }) => [body, cacheStatus?.detail]),
      visits.map(() => [html('old'), 'stale']),
    );
    release();
    await until('the new page is shown', async () => (await site.visit('/p/swr')).body === html('new'));
    assert.equal(asked('/p/swr'), 1);
  });

  it('stand in for an origin that is away or in trouble, unless it has forbidden that (§4.2.4)', async () => {
    site.origin.page('/p/away', { body: html('away'), headers: CC('max-age=1') });
    site.origin.page('/p/strict', { body: html('strict'), headers: CC('max-age=1, must-revalidate') });
    await site.storeStale('/p/away');
    await site.storeStale('/p/strict');
    await site.origin.unplugged(async () => {
      const away = await site.visit('/p/away');
      assert.deepEqual([away.status, away.body], [200, html('away')]);
      const strict = await site.visit('/p/strict');
      assert.equal(strict.status, 503);
      assert.equal(strict.cacheStatus?.detail, 'offline');
    });
    site.origin.page('/p/away', { status: 503 });
    const trouble = await site.visit('/p/away');
    assert.deepEqual([trouble.status, trouble.cacheStatus?.detail], [200, 'stale-if-error']);
    site.origin.page('/p/strict', { status: 503, body: html('in trouble') });
    assert.equal((await site.visit('/p/strict')).body, html('in trouble'));
  });

  it('are shown as they were on the way back (§6)', async () => {
    site.origin.page('/p/back', { body: html('back'), headers: CC('max-age=1, must-revalidate') });
    await site.store('/p/back');
    const page = await site.open('/p/back');
    await page.setCacheEnabled(false);
    await page.goto(`${site.origin.url}/blank`);
    await sleep(1_500);
    site.origin.forget();
    await page.goBack();
    assert.equal(await page.content().then((text) => text.includes('back')), true);
    assert.equal(asked('/p/back'), 0);
    await page.close();
  });

  it('come with the visitor’s own credentials where they are private (rule 19)', async () => {
    site.origin.handle('/p/mine', ({ headers: { cookie = '' } }, response) => {
      response
        .writeHead(200, { 'Content-Type': 'text/html', ...CC('private, max-age=60') })
        .end(html(cookie.includes('session=ada') ? 'Ada' : 'nobody'));
    });
    await site.chromium.browser.setCookie({ name: 'session', value: 'ada', domain: '127.0.0.1', path: '/' });
    for (let times = 0; times < 2; times++) assert.equal((await site.visit('/p/mine')).body, html('Ada'));
  });

  it('have a loading shell until they are there, on routes that want one (rule 11)', async () => {
    site.origin.page('/shelled/one', { body: html('Here'), delay: 1_500, headers: CC('max-age=60') });
    const page = await site.chromium.newPage();
    const details: (string | undefined)[] = [];
    page.on('response', (response) => {
      if (response.request().isNavigationRequest())
        details.push(parseCacheStatus(response.headers()['cache-status'])?.detail);
    });
    await page.goto(`${site.origin.url}/shelled/one`, { waitUntil: 'domcontentloaded' });
    const text = (): Promise<string> => page.content().catch(() => 'on its way');
    await until('the page is there', async () => (await text()).includes('Here'));
    assert.deepEqual(details, ['shell', undefined]);
    assert.equal(asked('/shelled/one'), 1);
    await page.close();
  });
});

describe("data of a route with revalidate: 'origin'", () => {
  it('obeys what a request says (§5.2.1, and the modes of Fetch)', async () => {
    site.origin.page('/api/said', { body: '1', headers: CC('max-age=600') });
    const missing = await ask('/api/said', { headers: CC('only-if-cached') });
    assert.equal(missing.status, 504);
    await ask('/api/said');
    site.origin.forget();
    const ways: [init: RequestInit, hit: boolean][] = [
      [{}, true],
      [{ headers: CC('only-if-cached') }, true],
      [{ headers: CC('max-stale') }, true],
      [{ cache: 'force-cache' }, true],
      [{ cache: 'only-if-cached', mode: 'same-origin' }, true],
      [{ headers: CC('no-cache') }, false],
      [{ headers: CC('max-age=0') }, false],
      [{ headers: CC('min-fresh=9999') }, false],
      [{ cache: 'no-cache' }, false],
      [{ cache: 'reload' }, false],
    ];
    for (const [init, hit] of ways)
      assert.equal((await ask('/api/said', init)).said?.hit, hit, JSON.stringify(init));
    assert.equal(asked('/api/said'), ways.filter(([, hit]) => !hit).length);
  });

  it('is told when the origin can’t be asked and must be (§5.2.2.2)', async () => {
    site.origin.page('/api/must', { body: '1', headers: CC('max-age=1, must-revalidate') });
    await ask('/api/must');
    await sleep(1_100);
    await site.aside((page) =>
      site.origin.unplugged(async () => {
        assert.equal((await fetchIn(page, '/api/must')).status, 504);
        await assert.rejects(fetchIn(page, '/api/never-stored'));
      }),
    );
  });

  it('is stored whatever its status, if the origin says for how long (§3)', async () => {
    for (const status of [203, 204, 400, 404, 410, 500, 599]) {
      const path = `/api/status-${status}`;
      site.origin.page(path, { status, body: status === 204 ? '' : 'it', headers: CC('max-age=600') });
      await ask(path);
      const again = await ask(path);
      assert.deepEqual([again.status, again.said?.hit], [status, true]);
      assert.equal(asked(path), 1);
    }
  });

  it('answers ranges and HEAD from what is stored whole (§3.3, RFC 9110 §14)', async () => {
    site.origin.page('/api/whole', { body: '0123456789', headers: { ...CC('max-age=600'), ETag: '"a"' } });
    await ask('/api/whole');
    site.origin.forget();
    const part = await ask('/api/whole', { headers: { Range: 'bytes=2-4' } });
    assert.deepEqual([part.status, part.body, part.headers['content-range']], [206, '234', 'bytes 2-4/10']);
    const outside = await ask('/api/whole', { headers: { Range: 'bytes=20-' } });
    assert.deepEqual([outside.status, outside.headers['content-range']], [416, 'bytes */10']);
    const head = await ask('/api/whole', { method: 'HEAD' });
    assert.deepEqual([head.status, head.body, head.headers.etag], [200, '', '"a"']);
    assert.equal(asked('/api/whole'), 0);
  });

  it('is put together from its parts, where they are of one whole (§3.4)', async () => {
    site.origin.handle('/api/parts', ({ headers: { range } }, response) => {
      const [from, to] = range === 'bytes=0-3' ? [0, 3] : [4, 9];
      response
        .writeHead(206, { 'Content-Range': `bytes ${from}-${to}/10`, ETag: '"a"', ...CC('max-age=600') })
        .end('0123456789'.slice(from, to + 1));
    });
    await ask('/api/parts', { headers: { Range: 'bytes=0-3' } });
    const whole = await ask('/api/parts');
    assert.deepEqual([whole.status, whole.body], [200, '0123456789']);
    const [, rest] = site.origin.requests('/api/parts');
    assert.deepEqual([rest?.headers.range, rest?.headers['if-range']], ['bytes=4-', '"a"']);
    const stored = await ask('/api/parts');
    assert.deepEqual([stored.body, stored.said?.hit], ['0123456789', true]);
  });

  it('is updated by a HEAD that is of the same, and stale after one that is not (§4.3.5)', async () => {
    const headers = { ...CC('max-age=1'), ETag: '"a"' };
    site.origin.page('/api/head', { body: 'it', headers });
    await ask('/api/head');
    await sleep(1_100);
    site.origin.page('/api/head', { body: 'it', headers: { ETag: '"a"', ...CC('max-age=600') } });
    await ask('/api/head', { method: 'HEAD' });
    assert.equal((await ask('/api/head')).said?.hit, true);
    site.origin.page('/api/head', { body: 'new', headers: { ETag: '"b"', ...CC('max-age=600') } });
    await ask('/api/head', { method: 'HEAD', headers: CC('no-cache') });
    assert.equal((await ask('/api/head')).body, 'new');
  });

  it('is asked for by each who wants it, where it must not be stored (§4)', async () => {
    let count = 0;
    site.origin.handle('/api/unstored', (_request, response) => {
      setTimeout(() => response.writeHead(200, CC('no-store')).end(String(++count)), 300);
    });
    await site.aside(async (page) => {
      const answers = await Promise.all([1, 2, 3].map(() => fetchIn(page, '/api/unstored')));
      assert.deepEqual(answers.map(({ body }) => body).sort(), ['1', '2', '3']);
    });
  });

  it('is kept apart by what it varies by, and by nothing else (§4.1)', async () => {
    site.origin.handle('/api/vary', ({ headers }, response) => {
      const tone = String(headers['x-tone']);
      response.writeHead(200, { Vary: 'X-Tone', ...CC('max-age=600') }).end(tone);
    });
    for (const tone of ['high', 'low']) await ask('/api/vary', { headers: { 'X-Tone': tone } });
    for (const tone of ['high', 'low']) {
      const found = await ask('/api/vary', { headers: { 'X-Tone': ` ${tone}`, 'X-Else': tone } });
      assert.deepEqual([found.body, found.said?.hit], [tone, true]);
    }
  });

  it('reaches the origin with its own headers, and the visitor’s cookies', async () => {
    site.origin.page('/api/sent', { body: '1' });
    await ask('/api/sent', { headers: { 'X-Own': 'yes' } });
    const [request] = site.origin.requests('/api/sent');
    assert.deepEqual([request?.headers['x-own'], request?.headers.cookie], ['yes', 'session=ada']);
  });

  it('is out of date after a write to it (§4.4), and not after one that failed', async () => {
    site.origin.page('/api/written', { body: 'old', headers: CC('max-age=600') });
    await ask('/api/written');
    await site.aside(async (page) => {
      site.origin.page('/api/written', { status: 500, body: 'no' });
      await fetchIn(page, '/api/written', { method: 'PUT', body: 'x' });
      assert.equal((await fetchIn(page, '/api/written')).said?.hit, true);
      site.origin.page('/api/written', { body: 'new', headers: CC('max-age=600') });
      await fetchIn(page, '/api/written', { method: 'PUT', body: 'x' });
      assert.equal((await fetchIn(page, '/api/written')).body, 'new');
    });
  });

  it('leaves what frameworks ask for in pieces to the network (rule 30)', async () => {
    site.origin.page('/api/piece', { body: '1', headers: CC('max-age=600') });
    for (const name of ['RSC', 'HX-Request', 'Turbo-Frame', 'X-Inertia'])
      assert.equal((await ask('/api/piece', { headers: { [name]: '1' } })).said, undefined, name);
  });
});
