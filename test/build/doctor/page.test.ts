import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { empty, endless, failing, redirectTo, reset, silent, truncated } from '../../support/faults.js';
import { html } from '../../support/html.js';
import { resolveConfig } from '../../../src/config/resolve.js';
import { cachingFindings } from '../../../src/build/doctor/page/caching.js';
import { withProject } from '../project.js';
import {
  codesOf,
  counter,
  examine,
  examinePage,
  findingIn,
  good,
  hasNot,
  isVisitor,
  pageIn,
  type Site,
  VISITOR,
} from './site.js';

const withHeaders =
  (headers: Record<string, string>, body = html('Hello')) =>
  () => ({ body, headers });

/** With a config of these routes. */
async function withRoutes(routes: string, site: Site, paths = Object.keys(site)) {
  const found: Awaited<ReturnType<typeof examine>>[] = [];
  await withProject({ 'isr.config.mjs': `export default { routes: [${routes}] };` }, async ({ folder }) => {
    found.push(await examine(site, { ...VISITOR, paths, config: 'isr.config.mjs', cwd: folder }));
  });
  const [result] = found;
  assert.ok(result);
  return result;
}

describe('a page with nothing wrong', () => {
  it('has no finding but that it is everyone’s', async () => {
    assert.deepEqual(codesOf(await examinePage(good())), ['everyone']);
  });
});

describe('an answer that is not kept', () => {
  it('says where it redirects to, on this site and to another', async () => {
    const here = await examinePage({ handle: redirectTo('/there', 301) });
    assert.match(findingIn(here, 'redirect').message, /\(301\) to \/there,/);
    assert.match(here.location ?? '', /^http:\/\/127\.0\.0\.1:\d+\/there$/);
    const away = await examinePage({ handle: redirectTo('https://example.test/x') });
    assert.match(findingIn(away, 'redirect').message, /another site, https:\/\/example\.test,/);
    assert.equal(away.whose, 'none');
  });

  for (const [status, code] of [
    [401, 'refused'],
    [403, 'refused'],
    [404, 'not-found'],
    [410, 'not-found'],
    [418, 'other-status'],
    [429, 'rate-limited'],
    [500, 'server-error'],
    [503, 'server-error'],
  ] as const)
    it(`has the status ${status}: ${code}`, async () => {
      const page = await examinePage(() => ({ status, body: html('No') }));
      assert.deepEqual([codesOf(page), page.status, page.whose], [[code], status, 'none']);
    });

  it('asks for a sign-in dialog', async () => {
    const headers = { 'WWW-Authenticate': 'Basic realm="staff"' };
    const page = await examinePage(() => ({ status: 401, body: html('No'), headers }));
    assert.match(findingIn(page, 'sign-in-dialog').message, /Basic realm="staff"/);
    hasNot(page, 'refused');
  });

  it('is a check for bots that stops the doctor itself', async () => {
    const page = await examinePage(() => ({
      status: 403,
      body: html('Wait'),
      headers: { 'CF-Mitigated': 'challenge' },
    }));
    assert.match(findingIn(page, 'bot-check').message, /^The doctor itself .* Cloudflare \(status 403\)/);
  });

  it('is of another type, unless its route keeps data', async () => {
    const data = withHeaders({ 'Content-Type': 'application/json', ETag: '"1"' }, '{}');
    assert.match(findingIn(await examinePage(data), 'other-type').message, /not HTML but application\/json/);
    const kept = await withRoutes(`{ match: '/*', data: true }`, { '/': data });
    hasNot(pageIn(kept), 'other-type');
    assert.equal(pageIn(kept).whose, 'everyone');
    findingIn(await examinePage(withHeaders({ 'Content-Type': '' })), 'other-type');
  });

  it('is a download', async () => {
    findingIn(
      await examinePage(withHeaders({ 'Content-Disposition': 'attachment; filename=a.html' })),
      'download',
    );
    hasNot(await examinePage(withHeaders({ 'Content-Disposition': 'inline' })), 'download');
  });

  it('is empty', async () => {
    findingIn(await examinePage({ handle: empty }), 'empty');
  });

  it('breaks off', async () => {
    findingIn(await examinePage({ handle: truncated(html('Hello')) }), 'incomplete');
  });

  it('does not end', async () => {
    findingIn(await examinePage({ handle: endless }, { ...VISITOR, timeout: 500 }), 'endless');
  });

  it('is a stream by its type, whose end is not waited for', async () => {
    for (const type of ['text/event-stream', 'multipart/x-mixed-replace; boundary=x'])
      findingIn(
        await examinePage({
          handle: (_request, response) => {
            response.writeHead(200, { 'Content-Type': type });
            response.write('data: 1\n\n');
          },
        }),
        'endless',
      );
  });

  it('is larger than what is kept', async () => {
    const large = withHeaders({}, html('x'.repeat(3000)));
    const config = `{ match: '/*' }], limits: { maxPageBytes: '2kB' }, plugins: [`;
    findingIn(pageIn(await withRoutes(config, { '/': large })), 'too-large');
    hasNot(await examinePage(large), 'too-large');
  });

  it('does not come', async () => {
    const other = { '/other': good() };
    for (const handle of [silent, reset]) {
      const result = await examine({ ...other, '/': { handle } }, { timeout: 700, paths: ['/other', '/'] });
      assert.equal(findingIn(pageIn(result), 'no-answer').level, 'error');
      assert.equal(pageIn(result).status, undefined);
    }
  });

  it('may never be used twice', async () => {
    findingIn(await examinePage(withHeaders({ Vary: '*' })), 'vary-all');
  });
});

describe('routes', () => {
  it('group the pages, in their order; what none takes comes last', async () => {
    const routes = `{ match: '/account/*', revalidate: 0 }, { match: '/mine', audience: 'user' }, { match: /^\\/p\\d$/ },
      { match: { pathname: '/search', search: 'q=:q' } }, { match: ({ url }) => url.pathname === '/f' }`;
    const site = { '/x': good(), '/p1': good(), '/mine': good(), '/account/1': good(), '/f': good() };
    const result = await withRoutes(routes, { ...site, '/search': good() }, [
      ...Object.keys(site),
      '/search?q=1',
      '/search',
    ]);
    assert.deepEqual(
      result.routes.map(({ pages }) => pages.map(({ path }) => path)),
      [['/account/1'], ['/mine'], ['/p1'], ['/search?q=1'], ['/f'], ['/x', '/search']],
    );
    findingIn(pageIn(result, '/account/1'), 'never-stored');
    findingIn(pageIn(result, '/x'), 'not-routed');
    findingIn(pageIn(result, '/mine'), 'user-route');
    assert.equal(pageIn(result, '/mine').whose, 'personal');
  });

  it('that fail are an error of the config', async () => {
    const site = { '/': good() };
    await assert.rejects(withRoutes(`{ match: () => { throw new Error('no'); } }`, site), {
      code: 'invalid-config',
      message: /^Failed to match "\/": .*Error: no\. Correct it\.$/,
    });
    await assert.rejects(withRoutes(`{ mach: '/*' }`, site), { code: 'invalid-config' });
  });
});

describe('validators', () => {
  it('are named', async () => {
    for (const [headers, validator] of [
      [{ ETag: '"1"' }, 'strong ETag'],
      [{ ETag: 'W/"1"' }, 'weak ETag'],
      [{ 'Last-Modified': 'Tue, 01 Jul 2025 10:00:00 GMT' }, 'Last-Modified'],
      [{}, 'none'],
    ] as const)
      assert.equal((await examinePage(withHeaders(headers as Record<string, string>))).validator, validator);
  });

  it('that are missing cost a second request, unless the page vouches for itself', async () => {
    assert.match(findingIn(await examinePage(withHeaders({})), 'no-validator').message, /has no ETag/);
    hasNot(await examinePage(withHeaders({ 'Cache-Control': 'public' })), 'no-validator');
  });

  it('that change although the bytes do not', async () => {
    const next = counter();
    findingIn(
      await examinePage(() => ({ body: html('Hello'), headers: { ETag: `"${next()}"` } })),
      'etag-changes',
    );
    hasNot(await examinePage(good()), 'etag-changes');
  });

  it('that the server does not look at', async () => {
    const page = await examinePage({
      handle: (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html', ETag: '"1"' }).end(html('Hello'));
      },
    });
    findingIn(page, 'validator-ignored');
    assert.equal(page.firstView, '2');
    const dated = await examinePage(withHeaders({ 'Last-Modified': 'Tue, 01 Jul 2025 10:00:00 GMT' }));
    hasNot(dated, 'validator-ignored');
    assert.match(findingIn(dated, 'no-validator').message, /no ETag/);
    hasNot(await examinePage(good()), 'validator-ignored');
  });
});

describe('Cache-Control', () => {
  const said = async (headers: Record<string, string>, route?: string): Promise<string> => {
    const page = route
      ? pageIn(await withRoutes(route, { '/': withHeaders(headers) }))
      : await examinePage(withHeaders(headers));
    return findingIn(page, 'cache-control').message;
  };

  it('is read as the worker reads it', async () => {
    assert.equal(
      await said({ 'Cache-Control': 'public, max-age=60' }),
      'Cache-Control: public, max-age=60. It says that the page is for everyone. The page is fresh for 5 minutes, by its route.',
    );
    assert.equal(
      await said({ 'Cache-Control': 'no-cache, must-revalidate' }, `{ match: '/*', revalidate: '2h' }`),
      "Cache-Control: no-cache, must-revalidate. The route's lifetime overrides no-cache, must-revalidate. The page is fresh for 2 hours, by its route.",
    );
    assert.match(
      await said({ 'Cache-Control': 's-maxage=9' }, `{ match: '/*', revalidate: 'origin' }`),
      /only with sharedMaxAge: true\. The route obeys it\.$/,
    );
    assert.match(
      await said({ 'CDN-Cache-Control': 'max-age=9' }),
      /^No Cache-Control\. The worker does not read CDN-Cache-Control\./,
    );
  });

  it('gives way to ISR-Cache-Control, where that can be read', async () => {
    assert.match(
      await said({ 'Cache-Control': 'no-store', 'ISR-Cache-Control': 'max-age=3600' }),
      /^ISR-Cache-Control: max-age=3600\. .* fresh for 1 hour, by ISR-Cache-Control\.$/,
    );
    findingIn(await examinePage(withHeaders({ 'ISR-Cache-Control': 'max-age="' })), 'isr-cache-control');
    hasNot(await examinePage(withHeaders({ 'ISR-Cache-Control': 'max-age=1' })), 'isr-cache-control');
  });

  it('names no lifetime for a page that is not kept', async () => {
    hasNot(await examinePage(withHeaders({ 'Cache-Control': 'private' })), 'cache-control');
  });
});

describe('Vary', () => {
  it('names what makes another page, but for what the worker ignores', async () => {
    const page = await examinePage(withHeaders({ Vary: 'Accept-Encoding, Accept-Language, Accept' }));
    assert.equal(findingIn(page, 'vary').message, 'It varies by accept-language.');
    hasNot(await examinePage(withHeaders({ Vary: 'Accept-Encoding' })), 'vary');
  });
});

describe('Set-Cookie', () => {
  it('is lost on a page that is kept, and named without its value', async () => {
    const headers = { 'Set-Cookie': 'affiliate=secret; Path=/', 'Cache-Control': 'public' };
    const { message } = findingIn(await examinePage(withHeaders(headers)), 'set-cookie');
    assert.match(message, /\(affiliate\)/);
    assert.doesNotMatch(message, /secret/);
    hasNot(await examinePage(withHeaders({ ...headers, 'Cache-Control': 'private' })), 'set-cookie');
  });

  it('is seen where only those without cookies get it', async () => {
    const cookie = { 'Set-Cookie': 'visit=1' };
    const page = await examinePage((request) =>
      isVisitor(request) ? html('Hello') : { body: html('Hello'), headers: cookie },
    );
    findingIn(page, 'set-cookie');
  });
});

describe('tags', () => {
  const tagged = { 'ISR-Tags': 'a, b', 'Cache-Tag': 'b,c', 'Cache-Groups': '"d"' };

  it('are listed with the field that names them', async () => {
    const page = await examinePage(withHeaders(tagged));
    assert.deepEqual(page.tags, ['a', 'b', 'c', 'd']);
    assert.equal(
      findingIn(page, 'tags').message,
      'Its tags are ISR-Tags: a, b; Cache-Tag: b, c; Cache-Groups: d.',
    );
    hasNot(await examinePage(good()), 'tags');
  });

  it('are at risk where only Cache-Tag names them, behind a CDN that takes it out', async () => {
    for (const [field, value, name] of [
      ['CF-Ray', '8a1', 'Cloudflare'],
      ['X-Served-By', 'cache-fra-etou1', 'Fastly'],
      ['X-Vercel-Id', 'fra1::x', 'Vercel'],
    ] as const) {
      const page = await examinePage(withHeaders({ 'Cache-Tag': 'a', [field]: value }));
      assert.ok(findingIn(page, 'cache-tag-behind-cdn').message.startsWith(name));
    }
    hasNot(await examinePage(withHeaders({ 'Cache-Tag': 'a' })), 'cache-tag-behind-cdn');
    hasNot(await examinePage(withHeaders({ ...tagged, 'CF-Ray': '8a1' })), 'cache-tag-behind-cdn');
  });
});

describe('policies of a page', () => {
  const csp = (policy: string) => withHeaders({ 'Content-Security-Policy': policy, ETag: '"1"' });

  it('that forbid registering the worker', async () => {
    const page = await examinePage(csp("default-src 'self'; worker-src 'none'"));
    assert.match(findingIn(page, 'page-csp').message, /\(worker-src 'none'\) forbids registering \/sw\.js/);
    hasNot(await examinePage(csp("default-src 'self'")), 'page-csp');
  });

  it('of a <meta> count too', async () => {
    const meta = `<meta http-equiv="Content-Security-Policy" content="script-src 'none'">`;
    findingIn(await examinePage(withHeaders({}, html('Hello', { head: meta }))), 'page-csp');
  });

  it('that forbid loading its client', async () => {
    const nonce = await examinePage(csp("worker-src 'self'; script-src 'nonce-abcdefgh'"));
    assert.match(findingIn(nonce, 'page-csp-client').message, /only with the nonce/);
    findingIn(await examinePage(csp("worker-src 'self'; script-src https://cdn.example")), 'page-csp-client');
    hasNot(nonce, 'page-csp');
    hasNot(await examinePage(csp("script-src 'self'")), 'page-csp-client');
  });

  it('that put it into a sandbox', async () => {
    findingIn(await examinePage(csp('sandbox allow-scripts')), 'page-sandboxed');
    hasNot(await examinePage(csp('sandbox allow-scripts allow-same-origin')), 'page-sandboxed');
  });

  it('that let no policy make the URL of the worker a trusted one', async () => {
    for (const names of ["'none'", 'default', 'app other'])
      findingIn(
        await examinePage(csp(`require-trusted-types-for 'script'; trusted-types ${names}`)),
        'trusted-types',
      );
    for (const names of ['', '; trusted-types app sw-isr', '; trusted-types *'])
      hasNot(await examinePage(csp(`require-trusted-types-for 'script'${names}`)), 'trusted-types');
    hasNot(await examinePage(csp("default-src 'self'")), 'trusted-types');
  });

  it('that clear what the worker keeps', async () => {
    for (const what of ['"storage"', '"cache"', '"*"'])
      findingIn(await examinePage(withHeaders({ 'Clear-Site-Data': what })), 'page-clears-data');
    hasNot(await examinePage(withHeaders({ 'Clear-Site-Data': '"cookies"' })), 'page-clears-data');
  });
});

describe('a server in trouble', () => {
  it('is named as such for one page, and the others are asked all the same', async () => {
    const result = await examine({ '/': good(), '/broken': { handle: failing(502) }, '/last': good() });
    findingIn(pageIn(result, '/broken'), 'server-error');
    findingIn(pageIn(result, '/last'), 'everyone');
    assert.equal(result.counts.error, 1);
  });

  it('that wants fewer requests gets no more', async () => {
    const busy = () => ({ status: 429, body: html('Slowly') });
    const result = await examine({ '/': good(), '/busy': busy, '/last': good() });
    assert.deepEqual(
      result.routes.flatMap(({ pages }) => pages.map(({ path }) => path)),
      ['/', '/busy'],
    );
    assert.match(findingIn(result, 'pages-left-out').message, /^1 more/);
  });
});

describe('a lifetime', () => {
  it('is said in words', () => {
    const [route] = resolveConfig({ routes: [{ match: '/*' }] }, 'd').routes;
    assert.ok(route);
    const headers = new Headers({ 'Cache-Control': 'max-age=0' });
    const says = (revalidate: number): string =>
      cachingFindings({ ...route, revalidate, expire: Infinity }, headers, true)[0]?.message ?? '';
    assert.match(says(Infinity), /fresh until it is revalidated, by its route\.$/);
    for (const [seconds, words] of [
      [1, '1 second'],
      [90, '90 seconds'],
      [3600, '1 hour'],
      [172_800, '2 days'],
    ] as const)
      assert.match(says(seconds), new RegExp(`max-age=0\\. The page is fresh for ${words},`));
  });
});
