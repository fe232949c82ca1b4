import { expect } from 'chai';
import { memoryStore } from '../../src/storage/memory-store.js';
import type { Store } from '../../src/storage/store.js';
import { handlePage } from '../../src/worker/handle-page.js';
import {
  html,
  NOW,
  pageAt,
  redirect,
  redirected,
  request,
  target,
  urlOf,
  world,
  type Origin,
  type World,
  type WorldOptions,
} from './fake-context.js';

/** Asks the worker for `/page` as a page's own `fetch()` does; resolves when all is settled. */
async function visit(of: World): Promise<{ text: string; signs: string }> {
  const [route] = of.context.config.routes;
  if (!route) throw new Error('no route');
  const event = { request: request('/page'), clientId: 'me', ...of.event } as unknown as FetchEvent;
  const response = await handlePage(of.context, event, { route, params: {} });
  const text = await response.text();
  await of.settled();
  return { text, signs: response.headers.get('cache-status') ?? '' };
}

const MINUTE = 60_000;

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('rule 7: a page that is asked for while it is under way', () => {
  it('rule 7: is asked for once, also where it comes while a second visitor looks it up', async () => {
    const store = memoryStore();
    let [answer, found] = [() => {}, () => {}];
    let held: Promise<void> | undefined;
    const slow: Store = {
      ...store,
      async get(key) {
        const stored = await store.get(key);
        await held;
        return stored;
      },
    };
    const of = world(() => new Promise((resolve) => (answer = () => resolve(html('page')))), { store: slow });
    const first = visit(of);
    await turn();
    held = new Promise((resolve) => (found = resolve));
    const second = visit(of);
    await turn();
    held = undefined;
    answer();
    await first;
    found();
    expect((await second).text).to.equal('page');
    expect(of.asked).to.have.length(1);
  });
});

describe('rule 9: the backoff of a failed regeneration', () => {
  it('rule 9: is honoured: the stale page is served, and nothing asked until it is over', async () => {
    const of = world((_, count) => (count ? html('broken', {}, 500) : html('old')));
    await visit(of);
    of.clock.now += 70_000;
    expect((await visit(of)).text).to.equal('old');
    expect(of.asked).to.have.length(2);
    of.clock.now += 29_999;
    expect((await visit(of)).signs).to.include('detail=stale');
    expect(of.asked).to.have.length(2);
    of.clock.now += 1;
    expect((await visit(of)).text).to.equal('old');
    expect(of.asked).to.have.length(3);
    expect(await pageAt(of)).to.include({ failures: 2, retryAt: NOW + 160_000 });
  });
});

describe('rule 19: an answer that is not for everyone', () => {
  /** Anonymous, it refuses; with the browser's own request it answers. */
  const login =
    (refusal: () => Response): Origin =>
    ({ credentials, redirect: mode }) =>
      credentials === 'omit' ? (mode === 'manual' ? refusal() : html('followed')) : html('yours');
  const anonymous = ({ asked }: World): number =>
    asked.filter(({ credentials, redirect: mode }) => credentials === 'omit' && mode === 'manual').length;

  for (const [reason, refusal] of [
    ['401', () => html('login', {}, 401)],
    ['403', () => html('no', {}, 403)],
    ['redirect', redirect],
    ['private', () => html('a', { 'cache-control': 'private, max-age=60' })],
    ['no-store', () => html('a', { 'cache-control': 'no-store' })],
    ['vary', () => html('a', { vary: 'Cookie' })],
  ] as const)
    it(`rule 19: ${reason}: the browser asks itself, now and for 10 minutes`, async () => {
      const of = world(login(refusal));
      const { text, signs } = await visit(of);
      expect(text).to.equal('yours');
      expect(signs.replaceAll('"', '')).to.include('fwd=bypass').and.to.include(`detail=${reason}`);
      expect(await pageAt(of)).to.equal(undefined);

      of.clock.now += 10 * MINUTE - 1;
      const passed = await visit(of);
      expect(passed.text).to.equal('yours');
      expect(passed.signs).to.include('detail=pass');
      expect(anonymous(of)).to.equal(1);

      of.clock.now += 1;
      expect((await visit(of)).text).to.equal('yours');
      expect(anonymous(of)).to.equal(2);
    });

  it('rule 19: once it is for everyone again it is stored after 10 minutes', async () => {
    let refused = true;
    const of = world(() => (refused ? html('login', {}, 401) : html('a page')));
    await visit(of);
    refused = false;
    of.clock.now += 10 * MINUTE;
    expect((await visit(of)).text).to.equal('a page');
    expect(await pageAt(of)).to.not.equal(undefined);
    expect((await visit(of)).signs).to.include('hit');
  });

  it('rule 19: a device whose clock was set back does not pass it through for longer', async () => {
    const of = world(login(() => html('login', {}, 401)));
    await visit(of);
    of.clock.now -= 24 * 60 * MINUTE;
    await visit(of);
    expect(anonymous(of)).to.equal(2);
  });
});

describe('rule 21: where a redirect leads', () => {
  const origin =
    (there: () => Response): Origin =>
    ({ redirect: mode, credentials }) =>
      mode === 'manual' ? redirect() : credentials === 'omit' ? there() : html('yours');
  const aliasAfter = async (there: () => Response, options?: WorldOptions): Promise<unknown> => {
    const of = world(origin(there), options);
    await visit(of);
    const stored = await of.store.get((await target(of)).key);
    expect(stored.entry).to.include({ kind: 'pass', until: NOW + 10 * MINUTE });
    return stored.entry?.kind === 'pass' ? stored.entry.alias : undefined;
  };

  it('rule 21: is learned within the site', async () => {
    expect(await aliasAfter(() => redirected(urlOf('/page/')))).to.equal(urlOf('/page/'));
  });

  it('rule 21: is not learned across sites, from errors, or to itself', async () => {
    expect(await aliasAfter(() => redirected('https://elsewhere.test/page'))).to.equal(undefined);
    expect(await aliasAfter(() => redirected(urlOf('/page')))).to.equal(undefined);
    expect(await aliasAfter(() => html('not redirected'))).to.equal(undefined);
    expect(
      await aliasAfter(() => {
        throw new TypeError('no network');
      }),
    ).to.equal(undefined);
  });

  it('rule 21: on a user’s route, a script that follows redirects is given what is there, a browser the redirect', async () => {
    const of = world(({ redirect: mode }) => (mode === 'manual' ? redirect() : html('there')), {
      route: { audience: 'user' },
      settings: { deployments: [], user: 'ada' },
    });
    expect((await visit(of)).text).to.equal('there');
    expect(of.asked.map(({ credentials }) => credentials)).to.deep.equal(['same-origin', 'same-origin']);

    const [route] = of.context.config.routes;
    if (!route) throw new Error('no route');
    const event = { request: new Request(request('/page'), { redirect: 'manual' }), ...of.event };
    const { type } = await handlePage(of.context, event as unknown as FetchEvent, { route, params: {} });
    expect(type).to.equal('opaqueredirect');
    await of.settled();
    expect(of.asked).to.have.length(3);
  });
});

describe('rule 33: what was used', () => {
  it('rule 33: is the variant, and the marker through which it is found', async () => {
    const of = world(() => html('a page', { vary: 'accept' }));
    await visit(of);
    expect((await visit(of)).signs).to.include('hit');
    const { key } = await target(of);
    expect(of.noted[0]).to.equal('/* misses');
    expect(of.noted[1]).to.match(/^\/\* hits \S+\n\n\S+ d\n\n\S+\naccept:text\/html/);
    expect(of.noted[1]).to.contain(`/* hits ${key} ${key}\n`);
  });
});

describe('rule 33: a page never fails for its store', () => {
  it('rule 33: the network answers while the store does not', async () => {
    const of = world(() => html('a page'));
    const broken = (): Promise<never> => Promise.reject(new DOMException('no', 'UnknownError'));
    Object.assign(of.store, { get: broken, put: broken, amend: broken });
    expect((await visit(of)).text).to.equal('a page');
    expect(of.reports.length).to.be.greaterThan(0);
  });
});
