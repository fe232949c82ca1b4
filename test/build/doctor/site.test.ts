import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { originFinding } from '../../../src/build/doctor/site/site-findings.js';
import { redirectTo, silent } from '../../support/faults.js';
import { html } from '../../support/html.js';
import { codesOf, examine, findingIn, good, hasNot, type Site, VISITOR } from './site.js';

const script =
  (headers: Record<string, string> = {}, body = 'self.name = "sw-isr";') =>
  () => ({
    body,
    headers: { 'Content-Type': 'text/javascript', ...headers },
  });

/** A site whose scripts are as they should be, but for those that are given. */
const withScripts = (scripts: Site, options = {}) =>
  examine(
    { '/': good(), '/sw.js': script(), '/sw-isr.js': script(), ...scripts },
    { ...VISITOR, ...options },
  );

describe('the origin', () => {
  it('is HTTPS, or this machine', () => {
    for (const [origin, code] of [
      ['https://shop.example', 'secure-origin'],
      ['http://localhost:3000', 'secure-origin'],
      ['http://shop.localhost', 'secure-origin'],
      ['http://127.0.0.1:8080', 'secure-origin'],
      ['http://[::1]:8080', 'secure-origin'],
      ['http://shop.example', 'insecure-origin'],
      ['http://localhost.example', 'insecure-origin'],
      ['http://192.168.1.7:3000', 'insecure-origin'],
    ] as const)
      assert.equal(originFinding(origin).code, code, origin);
    assert.equal(originFinding('http://shop.example').level, 'error');
  });
});

describe('an origin that redirects to another', () => {
  it('is named with the other one', async () => {
    const result = await examine({ '/': { handle: redirectTo('https://www.shop.example/de') } });
    assert.match(
      findingIn(result, 'origin-redirects').message,
      /another origin, https:\/\/www\.shop\.example\.$/,
    );
    hasNot(await examine({ '/': { handle: redirectTo('/de') }, '/de': good() }), 'origin-redirects');
  });
});

describe('the scripts', () => {
  it('are fine', async () => {
    const result = await withScripts({});
    assert.deepEqual(codesOf(result), ['secure-origin', 'worker-script', 'worker-script', 'missing-scripts']);
  });

  it('are asked for as a browser does when it registers a worker', async () => {
    const seen: unknown[] = [];
    await withScripts({
      '/sw.js': ({ headers }) => {
        seen.push([headers['service-worker'], headers['sec-fetch-dest'], headers.cookie]);
        return script()();
      },
    });
    assert.deepEqual(seen, [['script', 'serviceworker', 'session=alice']]);
  });

  it('are not there yet, which is no fault', async () => {
    const result = await examine({ '/': good() }, VISITOR);
    assert.match(findingIn(result, 'worker-missing').message, /neither \/sw\.js nor \/sw-isr\.js yet/);
    assert.equal(result.counts.error, 0);
  });

  it('are not there yet where a page stands in their place', async () => {
    const page = () => html('App');
    findingIn(await withScripts({ '/sw.js': page, '/sw-isr.js': page }), 'worker-missing');
  });

  it('of which one is missing', async () => {
    const result = await examine({ '/': good(), '/sw.js': script() }, VISITOR);
    assert.match(findingIn(result, 'script-missing').message, /^\/sw-isr\.js is missing/);
    const page = await withScripts({ '/sw.js': () => html('App') });
    assert.match(findingIn(page, 'script-missing').message, /^\/sw\.js is missing/);
  });

  it('are refused by browsers: a redirect, another type, another status, no answer', async () => {
    const redirected = await withScripts({ '/sw.js': { handle: redirectTo('/v2/sw.js') } });
    assert.match(
      findingIn(redirected, 'script-redirects').message,
      /\/sw\.js redirects \(302\) to .*\/v2\/sw\.js/,
    );
    const typed = await withScripts({ '/sw.js': script({ 'Content-Type': 'text/plain' }) });
    assert.match(findingIn(typed, 'script-type').message, /sent as text\/plain/);
    for (const answer of [
      () => ({ status: 403, body: '' }),
      () => ({ status: 500, body: '' }),
      { handle: silent },
    ])
      findingIn(await withScripts({ '/sw.js': answer }, { timeout: 700 }), 'script-refused');
    const plain = await withScripts({});
    for (const code of ['script-redirects', 'script-type', 'script-refused'] as const) hasNot(plain, code);
  });

  it('may have any type of JavaScript', async () => {
    for (const type of [
      'application/javascript; charset=utf-8',
      'text/ecmascript',
      'application/x-javascript',
    ])
      hasNot(await withScripts({ '/sw.js': script({ 'Content-Type': type }) }), 'script-type');
  });

  it('are kept for too long', async () => {
    for (const field of ['max-age=604800', 'public, s-maxage=86400', 'max-age=31536000, immutable']) {
      const worker = await withScripts({ '/sw.js': script({ 'Cache-Control': field }) });
      assert.ok(findingIn(worker, 'script-cached').message.includes(field));
    }
    findingIn(
      await withScripts({ '/sw-isr.js': script({ 'Cache-Control': 'max-age=7200' }) }),
      'script-cached',
    );
    for (const field of ['no-cache', 'max-age=600', 'no-cache, max-age=86400'])
      hasNot(await withScripts({ '/sw.js': script({ 'Cache-Control': field }) }), 'script-cached');
  });

  it('lie in a folder, and answer for it alone unless a header says more', async () => {
    const site = (headers: Record<string, string>) => ({
      '/js/sw.js': script(headers),
      '/js/sw-isr.js': script(),
    });
    const options = { worker: '/js/sw.js' };
    const narrow = await withScripts(site({}), options);
    assert.match(
      findingIn(narrow, 'worker-scope').message,
      /^\/js\/sw\.js answers only for its own folder, \/js\//,
    );
    hasNot(await withScripts(site({ 'Service-Worker-Allowed': '/' }), options), 'worker-scope');
    hasNot(await withScripts({}), 'worker-scope');
  });

  it('clear the data of the site', async () => {
    findingIn(
      await withScripts({ '/sw.js': script({ 'Clear-Site-Data': '"storage"' }) }),
      'worker-clears-data',
    );
    hasNot(await withScripts({}), 'worker-clears-data');
  });

  it('are those of another worker', async () => {
    findingIn(await withScripts({ '/sw.js': script({}, 'importScripts("workbox.js")') }), 'other-worker');
    hasNot(await withScripts({}), 'other-worker');
  });
});

describe('policies of the worker’s script', () => {
  const withPolicy = (headers: Record<string, string>, head = '') =>
    withScripts({ '/': () => html('Hello', { head }), '/sw.js': script(headers) });
  const cdn =
    '<link rel="stylesheet" href="https://cdn.example/a.css"><link rel="next" href="https://other.example/">';

  it('forbid its fetches of the site', async () => {
    const none = await withPolicy({ 'Content-Security-Policy': "default-src 'none'" });
    assert.match(findingIn(none, 'worker-csp').message, /\(default-src 'none'\)/);
    hasNot(
      await withPolicy({ 'Content-Security-Policy': "default-src 'none'; connect-src 'self'" }),
      'worker-csp',
    );
  });

  it('forbid its fetches of the other sites that pages load from', async () => {
    const policy = { 'Content-Security-Policy': "default-src 'self'; img-src *" };
    const { message } = findingIn(await withPolicy(policy, cdn), 'worker-csp-others');
    assert.match(message, /from https:\/\/cdn\.example: /);
    hasNot(await withPolicy(policy), 'worker-csp-others');
    hasNot(await withPolicy({}, cdn), 'worker-csp-others');
  });

  it('want to be embedded', async () => {
    findingIn(await withPolicy({ 'Cross-Origin-Embedder-Policy': 'require-corp' }), 'worker-coep');
    hasNot(await withPolicy({ 'Cross-Origin-Embedder-Policy': 'unsafe-none' }), 'worker-coep');
  });
});

/** Answers what the site has no page for. */
const catchAll = (
  answer: (url: string) => { status: number; headers: Record<string, string> },
): Site[string] => ({
  handle: (request, response) => {
    const { status, headers } = answer(request.url ?? '');
    response.writeHead(status, headers).end(html('App'));
  },
});

describe('what is not there', () => {
  const HTML = { 'Content-Type': 'text/html' };

  it('is answered with a page: a script, a page', async () => {
    const all = await examine(
      { '/': good(), '*': catchAll(() => ({ status: 200, headers: HTML })) },
      { ...VISITOR, paths: ['/'] },
    );
    findingIn(all, 'catch-all');
    findingIn(all, 'soft-404');
    findingIn(all, 'worker-missing');
    const pages = catchAll((url) => ({ status: url.endsWith('.js') ? 404 : 200, headers: HTML }));
    const soft = await examine({ '/': good(), '*': pages }, { ...VISITOR, paths: ['/'] });
    findingIn(soft, 'soft-404');
    hasNot(soft, 'catch-all');
  });

  it('is answered with 404', async () => {
    const result = await examine({ '/': good() }, VISITOR);
    findingIn(result, 'missing-scripts');
    for (const code of ['soft-404', 'catch-all'] as const) hasNot(result, code);
  });

  it('is answered with a redirect, as the scripts are that are not there yet', async () => {
    const away = catchAll(() => ({ status: 302, headers: { Location: '/' } }));
    const result = await examine({ '/': good(), '*': away }, { ...VISITOR, paths: ['/'] });
    findingIn(result, 'worker-missing');
    hasNot(result, 'script-redirects');
  });
});

describe('the visitor', () => {
  it('is a stranger without cookies, and hardly more with those that everyone gets', async () => {
    const nobody = await examine({ '/': good() });
    assert.match(findingIn(nobody, 'stranger').message, /the site sets none/);
    const everyone = await examine({
      '/': () => ({ body: html('Hello'), headers: { 'Set-Cookie': 'id=1' } }),
    });
    assert.match(findingIn(everyone, 'stranger').message, /cookies that the site gives everyone/);
    hasNot(await examine({ '/': good() }, VISITOR), 'stranger');
    hasNot(await examine({ '/': good() }, { headers: [['Authorization', 'Bearer x']] }), 'stranger');
  });
});

describe('a CDN that takes Cache-Tag out', () => {
  it('is named, unless the site names its tags otherwise', async () => {
    const page = (headers: Record<string, string>) => ({ '/': () => ({ body: html('Hello'), headers }) });
    assert.match(findingIn(await examine(page({ 'CF-Ray': '1' })), 'cdn-strips-tags').message, /Cloudflare/);
    hasNot(await examine(page({ 'CF-Ray': '1', 'ISR-Tags': 'a' })), 'cdn-strips-tags');
    hasNot(await examine(page({})), 'cdn-strips-tags');
  });
});
