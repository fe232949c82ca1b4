import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Visit } from '../support/chromium.js';
import type { Handler } from '../support/faults.js';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [
  { match: '/mine/*', revalidate: 60, audience: 'user' },
  { match: '/a/*', revalidate: 1 },
]`);

const COOKIE = 'session=ada';

/** Logs the visitor in, as any page of the site would. */
async function login(): Promise<void> {
  await site.chromium.browser.setCookie({
    name: 'session',
    value: 'ada',
    domain: '127.0.0.1',
    path: '/',
    httpOnly: true,
  });
}

/** Shows members their page, and treats everybody else as `anonymous` does. */
const membersOnly =
  (anonymous: Handler): Handler =>
  (request, response) => {
    if (!request.headers.cookie?.includes(COOKIE)) anonymous(request, response);
    else response.writeHead(200, { 'Content-Type': 'text/html', Vary: 'Cookie' }).end(html('Hello Ada'));
  };

const answer =
  (status: number, headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'text/html', ...headers }).end(html('Not for you'));
  };

const REFUSALS: [string, Handler][] = [
  ['401', answer(401)],
  ['403', answer(403)],
  ['redirect to the login', answer(302, { Location: '/login' })],
  ['private', answer(200, { 'Cache-Control': 'private' })],
  ['private and cacheable', answer(200, { 'Cache-Control': 'private, max-age=60' })],
  ['no-store', answer(200, { 'Cache-Control': 'no-store' })],
  ['Vary Cookie', answer(200, { Vary: 'Cookie' })],
  ['Vary Authorization', answer(200, { Vary: 'Accept-Encoding, Authorization' })],
];

describe('a page for everyone', () => {
  it('is the visitor’s own answer, and replays no cookies (rules 24 and 25)', async () => {
    await login();
    site.origin.page('/a/public', { headers: { 'Set-Cookie': 'tracker=1', 'X-Kept': 'yes' } });
    const { response } = await site.store('/a/public');
    const first = await site.visit('/a/public');
    assert.equal(first.status, 200);
    assert.equal(response.headers()['x-kept'], 'yes');
    assert.equal(response.headers()['set-cookie'], undefined);
  });

  it('is asked for with the visitor’s cookies while they wait, and without when it is refreshed', async () => {
    await login();
    site.origin.page('/a/anonymous');
    await site.visit('/a/anonymous');
    const first = site.origin.requests('/a/anonymous');
    await site.storeStale('/a/anonymous');
    await site.visit('/a/anonymous');
    await until('it is refreshed', () => site.origin.requests('/a/anonymous').length > 0);
    assert.match(first[0]?.headers.cookie ?? '', /session=ada/);
    assert.deepEqual(
      site.origin.requests('/a/anonymous').map(({ headers }) => headers.cookie),
      [undefined],
    );
  });
});

describe('an answer that is not for everyone after all (rule 19)', () => {
  for (const [what, anonymous] of REFUSALS) {
    it(`${what}: a member is not locked out, and nothing is stored`, async () => {
      await login();
      const path = `/a/member-${what.replaceAll(' ', '-')}`;
      site.origin.page('/login', { body: html('Please log in') });
      site.origin.handle(path, membersOnly(anonymous));
      const first = await site.visit(path);
      assert.deepEqual([first.status, first.body], [200, html('Hello Ada')]);

      site.origin.forget();
      const second = await site.visit(path);
      assert.equal(second.body, html('Hello Ada'));
      assert.ok(!second.cacheStatus?.hit, 'it was stored');
      const requests = site.origin.requests(path);
      assert.equal(requests.length, 1, 'the URL is remembered as one to pass straight through');
      assert.match(requests[0]?.headers.cookie ?? '', /session=ada/);
    });
  }

  for (const [what, anonymous] of REFUSALS) {
    it(`${what}: a page that was stored before is gone at the next visit`, async () => {
      await login();
      const path = `/a/was-public-${what.replaceAll(' ', '-')}`;
      site.origin.page('/login', { body: html('Please log in') });
      site.origin.page(path, { body: html('Public once') });
      await site.storeStale(path);
      site.origin.handle(path, membersOnly(anonymous));
      assert.equal((await site.visit(path)).body, html('Public once'));
      let seen: Visit | undefined;
      await until('it is no longer stored', async () => {
        seen = await site.visit(path);
        return !seen.cacheStatus?.hit;
      });
      assert.equal(seen?.body, html('Hello Ada'));
    });
  }
});

describe('a page of one user', () => {
  it('is the network’s until the user is named (rule 25)', async () => {
    await login();
    site.origin.handle('/mine/a', membersOnly(answer(403)));
    site.origin.forget();
    for (const count of [1, 2]) {
      const { body, cacheStatus } = await site.visit('/mine/a');
      assert.equal(body, html('Hello Ada'));
      assert.ok(!cacheStatus?.hit && !cacheStatus?.stored, 'it was stored');
      assert.equal(site.origin.requests('/mine/a').length, count);
    }
  });
});

describe('a request with Authorization', () => {
  it('goes past the store (rule 28)', async () => {
    site.origin.page('/a/token', { body: html('public') });
    const { page } = await site.chromium.visit(`${site.origin.url}/a/token`);
    await site.store('/a/token');
    const fetched = await page.evaluate(async () => {
      const response = await fetch('/a/token', {
        headers: { Accept: 'text/html', Authorization: 'Bearer 1' },
      });
      return response.headers.get('cache-status');
    });
    await page.close();
    assert.ok(!fetched?.includes('hit'), fetched ?? '');
    assert.equal(site.origin.requests('/a/token')[0]?.headers.authorization, 'Bearer 1');
  });
});
