import { expect } from 'chai';
import { handleRequest } from '../../../src/worker/request/handle-request.js';
import { raiseGeneration } from '../../../src/worker/visitor/generations.js';
import { visitorOf } from '../../../src/worker/visitor/visitor.js';
import {
  html,
  pageAt,
  redirect,
  request,
  textAt,
  world,
  target,
  type Origin,
  type World,
} from '../fake-context.js';

const NEUTRAL = { 'cache-control': '' };
const isAnonymous = ({ credentials }: Request): boolean => credentials === 'omit';

interface Answer {
  text: string;
  signs: string;
  status: number;
}

/** Navigates to a path; resolves when all that follows is settled. */
async function visit(of: World, path = '/page', headers: Record<string, string> = {}): Promise<Answer> {
  const [route] = of.context.config.routes;
  if (!route) throw new Error('no route');
  const given = Object.defineProperty(request(path, headers), 'mode', { value: 'navigate' });
  const event = { request: given, clientId: '', resultingClientId: crypto.randomUUID(), ...of.event };
  const response = await handleRequest(of.context, event as unknown as FetchEvent, { route, params: {} });
  const text = await response.text();
  await of.settled();
  return { text, signs: response.headers.get('cache-status') ?? '', status: response.status };
}

/** How the origin was asked: `own` with the visitor's cookies, `copy` without. */
const askedOf = (of: World): string[] => of.asked.map((given) => (isAnonymous(given) ? 'copy' : 'own'));

describe('rule 25: whose page it is', () => {
  it('rule 25: a page that says that it is everyone’s costs one request, and is a hit', async () => {
    for (const field of ['public', 'max-age=60', 's-maxage=60', 'public, max-age=0, must-revalidate']) {
      const of = world(() => html('page', { 'cache-control': field }));
      await visit(of);
      expect((await visit(of)).signs, field).to.include('hit');
      expect(askedOf(of), field).to.deep.equal(['own']);
    }
  });

  it('rule 25: one that says nothing is compared with a copy without cookies, and is a hit where that is the same', async () => {
    const of = world(() => html('page', NEUTRAL));
    expect((await visit(of)).text).to.equal('page');
    expect(askedOf(of)).to.deep.equal(['own', 'copy']);
    expect((await visit(of)).signs).to.include('hit');
    expect(askedOf(of)).to.have.length(2);
  });

  it('rule 25: a page that takes longer than a copy may take is asked for once: a copy would come too late', async () => {
    const of = world(() => {
      of.clock.now += 33_000;
      return html('slow', NEUTRAL);
    });
    expect((await visit(of)).text).to.equal('slow');
    expect(askedOf(of)).to.deep.equal(['own']);
    expect(await pageAt(of)).to.equal(undefined);
  });

  it('rule 25: one with an ETag costs a 304', async () => {
    const of = world((asked) =>
      asked.headers.get('if-none-match') === '"a"'
        ? new Response(null, { status: 304, headers: { etag: '"a"' } })
        : html('page', { ...NEUTRAL, etag: '"a"' }),
    );
    await visit(of);
    expect(of.asked.map(({ headers }) => headers.get('if-none-match'))).to.deep.equal([null, '"a"']);
    expect((await visit(of)).signs).to.include('hit');
    expect(await textAt(of)).to.equal('page');
  });

  it('rule 25: on Save-Data no copy is asked for, and nothing is stored', async () => {
    const of = world(() => html('page', NEUTRAL));
    await visit(of, '/page', { 'save-data': 'on' });
    expect(askedOf(of)).to.deep.equal(['own']);
    expect(await pageAt(of)).to.equal(undefined);
  });

  it('rule 25: nonces make no other page; the copy is stored with its own', async () => {
    let count = 0;
    const of = world(() => {
      const nonce = `nonce-of-answer-${(count += 1)}`;
      const headers = { ...NEUTRAL, 'content-security-policy': `script-src 'nonce-${nonce}'` };
      return html(`<script nonce="${nonce}">1</script>`, headers);
    });
    await visit(of);
    const hit = await visit(of);
    expect(hit.signs).to.include('hit');
    expect(hit.text).to.include('nonce-of-answer-2');
    expect(new Map((await pageAt(of))?.headers).get('content-security-policy')).to.include(
      'nonce-of-answer-2',
    );
  });

  for (const [what, anonymous] of Object.entries<() => Response>({
    'other bytes': () => html('for nobody', NEUTRAL),
    '401': () => html('login', NEUTRAL, 401),
    '403': () => html('no', NEUTRAL, 403),
    '404': () => html('page', NEUTRAL, 404),
    '202': () => html('page', NEUTRAL, 202),
    '405': () => html('page', NEUTRAL, 405),
    'a redirect': () => redirect(),
    'no page': () => new Response('{}', { headers: { 'content-type': 'application/json' } }),
    private: () => html('page', { 'cache-control': 'private' }),
  }))
    it(`rule 19: a copy that is ${what} makes it personal: nothing is stored, and it goes straight through`, async () => {
      const of = world((asked) => (isAnonymous(asked) ? anonymous() : html('page', NEUTRAL)));
      expect((await visit(of)).text).to.equal('page');
      expect(await pageAt(of)).to.equal(undefined);
      expect(await visit(of)).to.include({ text: 'page' });
      expect(askedOf(of)).to.deep.equal(['own', 'copy', 'own']);
      const { entry } = await of.store.get((await target(of)).key);
      expect(entry?.kind === 'pass' && entry.why)
        .to.be.a('string')
        .and.not.to.equal('');
    });

  it('rule 19: the first place where the two differ is remembered, for explain()', async () => {
    const of = world((asked) => html(isAnonymous(asked) ? '<p>Hello, log in' : '<p>Hello, Ada', NEUTRAL));
    await visit(of);
    const { entry } = await of.store.get((await target(of)).key);
    expect(entry?.kind === 'pass' && entry.why)
      .to.include('Hello, Ada')
      .and.to.include('Hello, log in');
  });

  for (const status of [429, 500, 503])
    it(`rule 19: a copy that fails with ${status} shows nothing: it is tried again after a minute`, async () => {
      let fails = true;
      const of = world((asked) =>
        fails && isAnonymous(asked) ? html('no', NEUTRAL, status) : html('page', NEUTRAL),
      );
      await visit(of);
      fails = false;
      await visit(of);
      expect(askedOf(of)).to.deep.equal(['own', 'copy', 'own']);
      of.clock.now += 60_001;
      await visit(of);
      expect((await visit(of)).signs).to.include('hit');
    });

  for (const status of [202, 400, 405, 418, 429, 500, 503])
    it(`rule 20: the visitor's own ${status} is shown as it is, once, and not stored`, async () => {
      const of = world(() => html('challenge', NEUTRAL, status));
      expect(await visit(of)).to.include({ text: 'challenge', status });
      await visit(of);
      expect(askedOf(of)).to.deep.equal(['own', 'own']);
    });

  it('rule 18: a 404 is stored where it is everyone’s, and not where it is the visitor’s alone', async () => {
    const everyones = world(() => html('gone', NEUTRAL, 404));
    await visit(everyones);
    expect((await visit(everyones)).signs).to.include('hit');
    const own = world((asked) => html('page', NEUTRAL, isAnonymous(asked) ? 200 : 404));
    await visit(own);
    expect(await pageAt(own)).to.equal(undefined);
  });

  it('rule 5: the visitor asks for their own URL, the copy for the canonical one', async () => {
    const of = world(() => html('page', NEUTRAL));
    await visit(of, '/page?utm_source=mail&b=2&a=1');
    expect(of.asked.map(({ url }) => new URL(url).search)).to.deep.equal([
      '?utm_source=mail&b=2&a=1',
      '?a=1&b=2',
    ]);
  });

  it('rule 5: what one visitor’s parameters made of a page neither reaches another entry nor makes it personal', async () => {
    const of = world(({ url }) => html(url.includes('utm') ? 'Welcome from our mail' : 'page', NEUTRAL));
    expect((await visit(of, '/page?utm_source=mail')).text).to.equal('Welcome from our mail');
    expect(await pageAt(of)).to.equal(undefined);
    await visit(of);
    expect((await visit(of)).signs).to.include('hit');
  });

  it('rule 5: a page that says that it is everyone’s is stored under its canonical URL as it is there', async () => {
    const of = world(({ url }) => html(url.includes('utm') ? 'Welcome from our mail' : 'page'));
    await visit(of, '/page?utm_source=mail');
    expect(await textAt(of)).to.equal('page');
  });

  it("rule 25: audience 'everyone' stores the copy without comparing it", async () => {
    const of = world((asked) => html(isAnonymous(asked) ? 'for nobody' : 'for Ada', NEUTRAL), {
      route: { audience: 'everyone' },
    });
    expect((await visit(of)).text).to.equal('for Ada');
    expect(await visit(of)).to.include({ text: 'for nobody' });
    expect(askedOf(of)).to.deep.equal(['own', 'copy']);
  });
});

describe('rule 36: somebody else now', () => {
  /** Pages of everyone, until somebody logs in. */
  const shop = (): { origin: Origin; logIn: () => void } => {
    let name = '';
    const origin: Origin = (asked) => html(isAnonymous(asked) ? 'page' : `page${name}`, NEUTRAL);
    return { origin, logIn: () => void (name = ' of Ada') };
  };

  it('rule 36: in a later generation a page is shown again, for one request, and is a hit again', async () => {
    const of = world(shop().origin);
    await visit(of);
    await raiseGeneration(of.context);
    const again = await visit(of);
    expect(again.signs).to.include('fwd=stale');
    expect((await visit(of)).signs).to.include('hit');
    expect(askedOf(of)).to.deep.equal(['own', 'copy', 'own']);
  });

  it('rule 36: a visitor who became another gets their own page, and nothing of it is stored', async () => {
    const { origin, logIn } = shop();
    const of = world(origin);
    await visit(of);
    logIn();
    await raiseGeneration(of.context);
    expect((await visit(of)).text).to.equal('page of Ada');
    expect(await pageAt(of)).to.equal(undefined);
    expect((await visit(of)).text).to.equal('page of Ada');
  });

  it('rule 36: a page that turns out to be personal shows all others again', async () => {
    const of = world((asked) =>
      html(asked.url.endsWith('/mine') && !isAnonymous(asked) ? 'mine' : 'page', NEUTRAL),
    );
    await visit(of);
    await visit(of, '/mine');
    expect((await visit(of)).signs).to.include('fwd=stale');
  });

  it('rule 36: the page that a redirect leads to is shown again', async () => {
    const of = world(({ url }) => (url.endsWith('/login') ? redirect() : html('page', NEUTRAL)));
    await visit(of);
    const [route] = of.context.config.routes;
    if (!route) throw new Error('no route');
    const signs: string[] = [];
    for (const path of ['/login', '/page']) {
      const given = Object.defineProperty(request(path), 'mode', { value: 'navigate' });
      const event = { request: given, clientId: '', resultingClientId: 'tab', ...of.event };
      const response = await handleRequest(of.context, event as unknown as FetchEvent, { route, params: {} });
      signs.push(response.headers.get('cache-status') ?? '');
      await of.settled();
    }
    expect(signs[1]).to.include('fwd=stale');
  });

  it('rule 36: after the network’s timeout the stored page is served, and so it is when the origin fails', async () => {
    let away = false;
    const of = world(() => (away ? html('broken', {}, 500) : html('page', NEUTRAL)));
    await visit(of);
    await raiseGeneration(of.context);
    away = true;
    const { text, signs } = await visit(of);
    expect(text).to.equal('page');
    expect(signs).to.include('stale-if-error');
  });

  it('rule 36: a path whose writes changed no page three times is suspected less, until one does', async () => {
    const { origin, logIn } = shop();
    const of = world(origin);
    await visit(of);
    const written: string[] = [];
    for (let count = 0; count < 4; count++) {
      await raiseGeneration(of.context, '/graphql');
      written.push((await visit(of)).signs);
    }
    expect(written.map((signs) => signs.includes('fwd=stale'))).to.deep.equal([true, true, true, false]);
    expect(written[3]).to.include('hit');
    logIn();
    await raiseGeneration(of.context, '/graphql');
    // Compared behind the hit.
    expect((await visit(of)).signs).to.include('hit');
    expect((await visit(of)).text).to.equal('page of Ada');
    await raiseGeneration(of.context, '/graphql');
    expect((await visit(of, '/other')).text).to.equal('page of Ada');
  });

  it('rule 36: a basket that is filled from pages which do not show it is seen on one that does', async () => {
    let basket = 0;
    const of = world((asked) =>
      html(asked.url.endsWith('/shelf') ? `basket ${isAnonymous(asked) ? 0 : basket}` : 'page', NEUTRAL),
    );
    const add = () => raiseGeneration(of.context, '/basket/add');
    for (let count = 0; count < 5; count++) {
      await visit(of);
      await add();
    }
    // It is stored after the first of these writes, and was compared after none.
    await visit(of, '/shelf');
    expect((await visit(of, '/shelf')).signs).to.include('hit');
    basket = 1;
    await add();
    expect((await visit(of, '/shelf')).text).to.equal('basket 1');
  });

  it('rule 36: a page that was stored for nobody is compared with the visitor’s own first, even when the origin is slow', async () => {
    const of = world(() => html('page', NEUTRAL), { networkTimeout: 0.01 });
    await visit(of);
    const stored = await pageAt(of);
    if (!stored) throw new Error('nothing was stored');
    await of.store.put({ ...stored, generation: -1 }, new TextEncoder().encode('page').buffer);
    expect((await visit(of)).signs).to.include('fwd=stale');
  });
});

describe('what a worker’s fetch can’t stand in for', () => {
  for (const [what, answer] of Object.entries<() => Response>({
    'a sign-in dialog': () => html('sign in', { 'www-authenticate': 'Basic realm="a"' }, 401),
    'an error of another type': () =>
      new Response('{}', { status: 404, headers: { 'content-type': 'application/json' } }),
    'an error without a body': () => html('', { 'content-length': '0' }, 500),
  }))
    it(`${what}: the browser asks for itself`, async () => {
      const of = world(answer);
      const [route] = of.context.config.routes;
      if (!route) throw new Error('no route');
      const given = Object.defineProperty(request('/page'), 'mode', { value: 'navigate' });
      const event = { request: given, clientId: '', resultingClientId: 'tab', ...of.event };
      const response = await handleRequest(of.context, event as unknown as FetchEvent, { route, params: {} });
      expect([response.status, response.headers.get('location')]).to.deep.equal([302, given.url]);
      expect(visitorOf(of.context).aside.takes(given.url)).to.equal(true);
      expect(visitorOf(of.context).aside.takes(given.url)).to.equal(false);
      await of.settled();
    });
});

describe('rule 30: a script that asks for a page’s URL in a way of its own', () => {
  /** Fetches as a router does, with `Accept: *\/*`; resolves to the text and the worker's signs. */
  async function route(of: World, path = '/page'): Promise<Answer> {
    const [first] = of.context.config.routes;
    if (!first) throw new Error('no route');
    const given = request(path, { accept: '*/*' });
    const event = { request: given, clientId: 'tab', resultingClientId: '', ...of.event };
    const found = { route: first, params: {} };
    const response = await handleRequest(of.context, event as unknown as FetchEvent, found, '*/*');
    const text = await response.text();
    await of.settled();
    return { text, signs: response.headers.get('cache-status') ?? '', status: response.status };
  }

  it('rule 30: is given its own answer, and the page from then on, once that was seen to be the same', async () => {
    const of = world(() => html('page', NEUTRAL));
    expect((await route(of)).signs).to.equal('');
    expect((await route(of)).signs).to.include('hit');
    expect((await visit(of)).signs).to.include('hit');
    expect(askedOf(of)).to.deep.equal(['own', 'copy']);
  });

  it('rule 30: of a page that is stored, it is given its own answer once more', async () => {
    const of = world(() => html('page', NEUTRAL));
    await visit(of);
    expect((await route(of)).signs).to.equal('');
    expect((await route(of)).signs).to.include('hit');
  });

  for (const [what, part] of Object.entries<() => Response>({
    'a part': () => html('a part', NEUTRAL),
    'a private part': () => html('a part', { 'cache-control': 'private' }),
    'a part that is everyone’s': () => html('a part', { 'cache-control': 'public' }),
    'an error': () => html('no', NEUTRAL, 500),
    data: () => new Response('{}', { headers: { 'content-type': 'application/json' } }),
  }))
    it(`rule 30: that is given ${what} changes nothing of the page`, async () => {
      const of = world((asked) =>
        asked.headers.get('accept') === '*/*' && !isAnonymous(asked) ? part() : html('page', NEUTRAL),
      );
      await route(of);
      expect(await pageAt(of)).to.equal(undefined);
      await visit(of);
      await route(of);
      expect(await visit(of)).to.include({ text: 'page' });
      expect((await visit(of)).signs).to.include('hit');
    });
});

describe('rule 25: what the origin tells nobody is not taken for what it tells the visitor', () => {
  const toNobody: Origin = (asked) =>
    isAnonymous(asked)
      ? html('for nobody', { 'cache-control': 'public, max-age=60' })
      : html('for Ada', NEUTRAL);

  it('rule 25: a copy that says that it is everyone’s is not stored where the visitor’s own is another page', async () => {
    const of = world(toNobody);
    await visit(of);
    expect(await pageAt(of)).to.equal(undefined);
    expect((await visit(of)).text).to.equal('for Ada');
  });

  it('rule 25: once a page was the visitor’s own, one that was fetched ahead is compared first', async () => {
    const of = world(toNobody);
    await visit(of, '/mine');
    const ahead = await target(of);
    const { fetchCollapsed } = await import('../../../src/worker/regeneration/request-collapsing.js');
    fetchCollapsed(of.context, of.event, ahead, { fence: 0 });
    await of.settled();
    expect(await textAt(of)).to.equal('for nobody');
    expect((await visit(of)).text).to.equal('for Ada');
  });

  it('rule 25: a date alone makes no copy conditional', async () => {
    const dated = { ...NEUTRAL, 'last-modified': 'Tue, 01 Jul 2025 10:00:00 GMT' };
    const of = world(() => html('page', dated));
    await visit(of);
    expect(of.asked[1]?.headers.get('if-modified-since')).to.equal(null);
    expect((await visit(of)).signs).to.include('hit');
  });
});
