import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { DoctorPage } from '../../../src/build/index.js';
import { html } from '../../support/html.js';
import { redirectTo } from '../../support/faults.js';
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

/** A page with the visitor's name. */
const greeting =
  (headers: Record<string, string> = {}) =>
  (request: IncomingMessage) => ({
    body: html(`<p id="who">${isVisitor(request) ? 'Hello alice' : 'Log in'}</p>`),
    headers,
  });

/** A page that is another one at each request. */
const changing = (headers: Record<string, string> = {}) => {
  const next = counter();
  return () => ({ body: html(`<time>${next()}</time>`), headers });
};

/** What the doctor says of `/`, or of it with a query, with a config of one route. */
async function withRoute(route: string, answer: Site[string], path = '/'): Promise<DoctorPage> {
  const pages: DoctorPage[] = [];
  const code = `export default { routes: [${route}] };`;
  await withProject({ 'isr.config.mjs': code }, async ({ folder }) => {
    const config = join(folder, 'isr.config.mjs');
    pages.push(pageIn(await examine({ '/': answer }, { ...VISITOR, config, paths: [path] }), path));
  });
  const [page] = pages;
  assert.ok(page);
  return page;
}

describe("a page that is everyone's", () => {
  it('by its header, for one request', async () => {
    const page = await examinePage(() => ({
      body: html('Hello'),
      headers: { 'Cache-Control': 'public, max-age=60' },
    }));
    assert.deepEqual([page.whose, page.by, page.firstView], ['everyone', 'header', '1']);
    findingIn(page, 'everyone');
  });

  it('by a 304 to the request without cookies', async () => {
    const page = await examinePage(good());
    assert.deepEqual([page.whose, page.by, page.firstView], ['everyone', '304', '1 + 304']);
  });

  it('by equal bytes, for two requests', async () => {
    const page = await examinePage(() => html('Hello'));
    assert.deepEqual([page.whose, page.by, page.firstView], ['everyone', 'bytes', '2']);
  });

  it('but for nonces, which are told apart from other differences', async () => {
    const next = counter();
    const page = await examinePage(() => {
      const nonce = `nonce-number-${next()}`;
      return {
        body: html('Hello', { head: `<script nonce="${nonce}">1</script>` }),
        headers: { 'Content-Security-Policy': `script-src 'self' 'nonce-${nonce}'` },
      };
    });
    assert.deepEqual([page.whose, page.by], ['everyone', 'nonces']);
    assert.equal(page.why, undefined);
  });

  it('by the config, where it is the same', async () => {
    const page = await withRoute(`{ match: '/*', audience: 'everyone' }`, () => html('Hello'));
    assert.deepEqual([page.whose, page.by], ['everyone', 'config']);
    hasNot(page, 'audience-but-personal');
    const forbidden = { body: html('Hello'), headers: { 'Cache-Control': 'private' } };
    assert.equal(
      (await withRoute(`{ match: '/*', audience: 'everyone' }`, () => forbidden)).whose,
      'personal',
    );
  });
});

describe('a personal page', () => {
  it('is told by its first difference from the page without cookies', async () => {
    const page = await examinePage(greeting());
    assert.equal(page.whose, 'personal');
    assert.match(findingIn(page, 'personal').message, /after <p id="who">: “Hello alice” and “Log in”\.$/);
    assert.equal(page.firstView, '2');
  });

  it('is told by its header, and costs no second request', async () => {
    for (const [field, value] of [
      ['Cache-Control', 'private'],
      ['Cache-Control', 'no-store'],
      ['Vary', 'Cookie'],
    ] as const) {
      const page = await examinePage(greeting({ [field]: value }));
      assert.deepEqual([page.whose, page.firstView], ['personal', '1']);
      assert.ok(findingIn(page, 'personal-by-header').message.startsWith(`${field}: ${value} `));
    }
  });

  it('says so by its header, and is the same for everyone', async () => {
    const page = await examinePage(() => ({ body: html('Hello'), headers: { 'Cache-Control': 'no-store' } }));
    assert.match(
      findingIn(page, 'personal-by-header').message,
      /However, a copy without cookies is the same\.$/,
    );
  });

  it('is a redirect for nobody', async () => {
    const page = await examinePage({
      handle: (request, response) => {
        if (!isVisitor(request)) redirectTo('/login')(request, response);
        else response.writeHead(200, { 'Content-Type': 'text/html' }).end(html('Your orders'));
      },
    });
    assert.equal(page.whose, 'personal');
    assert.match(findingIn(page, 'personal').message, /status 200, the one without cookies redirects/);
  });
});

describe('a page that says that it is for everyone, and is not', () => {
  it('by public: an error', async () => {
    const page = await examinePage(greeting({ 'Cache-Control': 'public, max-age=60' }));
    assert.equal(findingIn(page, 'public-but-personal').level, 'error');
    assert.match(findingIn(page, 'public-but-personal').message, /“Hello alice” and “Log in”/);
    hasNot(page, 'everyone');
  });

  it('by an ETag that ignores the cookie: an error, answered by a 304 or not', async () => {
    const answered = await examinePage(greeting({ ETag: '"v1"' }));
    assert.equal(findingIn(answered, 'shared-validator').level, 'error');
    assert.deepEqual([answered.whose, answered.by], ['everyone', '304']);
    const ignored = await examinePage({
      handle: (request, response) => {
        response
          .writeHead(200, { 'Content-Type': 'text/html', ETag: 'W/"v1"' })
          .end(greeting()(request).body);
      },
    });
    findingIn(ignored, 'shared-validator');
    assert.equal(ignored.whose, 'personal');
  });

  it('by a date that ignores the cookie: no error, since the worker asks for no 304 by a date', async () => {
    const date = 'Tue, 01 Jul 2025 10:00:00 GMT';
    const dated = (isAnswered: boolean): Site[string] => ({
      handle: (request, response) => {
        const isSame = isAnswered && request.headers['if-modified-since'] === date;
        response.writeHead(isSame ? 304 : 200, { 'Content-Type': 'text/html', 'Last-Modified': date });
        response.end(isSame ? undefined : greeting()(request).body);
      },
    });
    const page = await examinePage(dated(true));
    hasNot(page, 'shared-validator');
    assert.equal(page.whose, 'personal');
    hasNot(await examinePage(dated(false)), 'shared-validator');
  });

  it('though the copy without cookies says that it is everyone’s: no error', async () => {
    const page = await examinePage((request) =>
      greeting(isVisitor(request) ? {} : { 'Cache-Control': 'public, max-age=60' })(request),
    );
    assert.equal(page.whose, 'personal');
    hasNot(page, 'public-but-personal');
  });

  it('by its own ETag for each visitor: no error', async () => {
    const page = await examinePage((request) =>
      greeting({ ETag: isVisitor(request) ? '"alice"' : '"all"' })(request),
    );
    hasNot(page, 'shared-validator');
    assert.equal(page.whose, 'personal');
  });

  it('by the config: an error', async () => {
    const page = await withRoute(`{ match: '/*', audience: 'everyone' }`, greeting());
    assert.equal(findingIn(page, 'audience-but-personal').level, 'error');
  });

  it('where it differs each time as well', async () => {
    const next = counter();
    const page = await examinePage((request) => ({
      body: html(`<time>${next()}</time><p>${isVisitor(request) ? 'alice' : 'nobody'}</p>`),
      headers: { 'Cache-Control': 'public, max-age=60' },
    }));
    findingIn(page, 'public-but-personal');
  });
});

describe('a page that is different each time', () => {
  it('is told apart from a personal one, and says where', async () => {
    const page = await examinePage(changing());
    assert.equal(page.whose, 'different-each-time');
    assert.match(findingIn(page, 'different-each-time').message, /after <time>: “\d” and “\d”\.$/);
  });

  it('says whether the visitor’s differs in more than that', async () => {
    const next = counter();
    const page = await examinePage((request) =>
      html(`<time>${next()}</time><p>${isVisitor(request) ? 'alice' : 'nobody'}</p>`),
    );
    assert.match(
      findingIn(page, 'different-each-time').message,
      /The visitor's page differs in more than that\.$/,
    );
    const only = await examinePage(changing());
    assert.doesNotMatch(findingIn(only, 'different-each-time').message, /in more than that/);
  });

  it('is fine where its headers vouch for it', async () => {
    const page = await examinePage(changing({ 'Cache-Control': 'public, max-age=60' }));
    assert.equal(page.whose, 'everyone');
    hasNot(page, 'public-but-personal');
    hasNot(page, 'different-each-time');
  });

  it('behind one strong ETag: the ETag says too much', async () => {
    const page = await examinePage(changing({ ETag: '"v1"' }));
    findingIn(page, 'etag-too-strong');
    hasNot(page, 'shared-validator');
    hasNot(await examinePage(changing({ ETag: 'W/"v1"' })), 'etag-too-strong');
  });
});

describe('tokens of forms', () => {
  const form = (headers: Record<string, string> = {}) => {
    const next = counter();
    return () => ({
      body: html(`<form><input type="hidden" name="csrf_token" value="token-number-${next()}"></form>`),
      headers,
    });
  };

  it('are named where they keep a page from being kept', async () => {
    const page = await examinePage(form());
    assert.match(
      findingIn(page, 'form-token').message,
      /\(csrf_token\) .* in <input type="hidden" name="csrf_token"/,
    );
    // Its remedy would make every form that is sent from the page fail.
    hasNot(page, 'different-each-time');
    assert.equal(page.whose, 'different-each-time');
    hasNot(await examinePage(changing()), 'form-token');
  });

  it('are an error on a page that is kept', async () => {
    const page = await examinePage(form({ 'Cache-Control': 'public, max-age=60' }));
    assert.equal(findingIn(page, 'stored-token').level, 'error');
  });
});

describe('what is not the cookie', () => {
  it('a host that answers by Sec-Fetch-Mode', async () => {
    const page = await examinePage(({ headers }) =>
      html(headers['sec-fetch-mode'] === 'navigate' ? 'The page' : 'A part of it'),
    );
    findingIn(page, 'sec-fetch-mode');
    hasNot(page, 'personal');
    hasNot(await examinePage(greeting()), 'sec-fetch-mode');
  });

  it('a parameter that the route drops', async () => {
    const page = (request: IncomingMessage) => html(request.url?.includes('page=2') ? 'Second' : 'First');
    const route = `{ match: '/*', allowQuery: [] }`;
    const dropped = await withRoute(route, page, '/?page=2');
    findingIn(dropped, 'dropped-query');
    hasNot(dropped, 'sec-fetch-mode');
    hasNot(await withRoute(route, page, '/?page=1'), 'dropped-query');
  });
});

describe('a request without cookies that gets no page', () => {
  const stopped =
    (status: number, body: string, headers: Record<string, string> = {}) =>
    (request: IncomingMessage) =>
      isVisitor(request) ? html('The page') : { status, body, headers };

  it('is a check for bots, by header or by what it says', async () => {
    for (const [status, body, headers] of [
      [403, html('Wait'), { 'CF-Mitigated': 'challenge' }],
      [202, '', { 'x-amzn-waf-action': 'challenge' }],
      [429, html('Please solve the captcha'), {}],
      [405, html('captcha'), {}],
      [503, '<title>Just a moment...</title>', {}],
    ] as const)
      assert.match(
        findingIn(await examinePage(stopped(status, body, headers)), 'bot-check').message,
        new RegExp(`^The request without cookies .*status ${status}`),
      );
  });

  it('shows nothing where the server is in trouble', async () => {
    const page = await examinePage(stopped(500, html('Broken')));
    assert.equal(page.whose, 'unknown');
    assert.match(findingIn(page, 'unproven').message, /answered 500/);
  });

  it('is another answer otherwise', async () => {
    const page = await examinePage(stopped(403, html('Forbidden')));
    assert.deepEqual([page.whose, codesOf(page)[0]], ['personal', 'personal']);
  });

  it('is told of where it is cut short', async () => {
    const page = await examinePage({
      handle: (request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': 100 });
        if (isVisitor(request)) response.end('x'.repeat(100));
        else response.write('x', () => setTimeout(() => response.socket?.destroy(), 50));
      },
    });
    assert.equal(page.whose, 'unknown');
    assert.match(findingIn(page, 'unproven').message, /cut short/);
  });
});
