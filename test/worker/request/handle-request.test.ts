import { expect } from 'chai';
import { raiseGeneration } from '../../../src/worker/visitor/generations.js';
import { handleRequest } from '../../../src/worker/request/handle-request.js';
import { html, NOW, pageAt, redirect, request, target, urlOf, world, type World } from '../fake-context.js';

/** Asks the worker for `/page` as a page's own `fetch()` does; resolves when all is settled. */
async function visit(of: World): Promise<{ text: string; signs: string }> {
  const [route] = of.context.config.routes;
  if (!route) throw new Error('no route');
  const event = { request: request('/page'), clientId: 'me', ...of.event } as unknown as FetchEvent;
  const response = await handleRequest(of.context, event, { route, params: {} });
  const text = await response.text();
  await of.settled();
  return { text, signs: response.headers.get('cache-status') ?? '' };
}

/** Navigates to a path in the tab of that name; resolves when all is settled. */
async function navigate(of: World, path: string, tab: string): Promise<Response> {
  const [route] = of.context.config.routes;
  if (!route) throw new Error('no route');
  const given = Object.defineProperty(request(path), 'mode', { value: 'navigate' });
  const event = { request: given, clientId: '', resultingClientId: tab, ...of.event };
  const response = await handleRequest(of.context, event as unknown as FetchEvent, { route, params: {} });
  await of.settled();
  return response;
}

const MINUTE = 60_000;

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
  for (const [reason, refusal] of [
    ['401', () => html('yours', {}, 401)],
    ['403', () => html('yours', {}, 403)],
    ['private', () => html('yours', { 'cache-control': 'private, max-age=60' })],
    ['no-store', () => html('yours', { 'cache-control': 'no-store' })],
    ['vary', () => html('yours', { vary: 'Cookie' })],
  ] as const)
    it(`rule 19: ${reason}: the visitor gets theirs, asked for once, now and for 10 minutes`, async () => {
      const of = world(refusal);
      const { text, signs } = await visit(of);
      expect(text).to.equal('yours');
      expect(signs.replaceAll('"', '')).to.include('fwd=bypass').and.to.include(`detail=${reason}`);
      expect(await pageAt(of)).to.equal(undefined);
      expect(of.asked).to.have.length(1);

      of.clock.now += 10 * MINUTE - 1;
      expect((await visit(of)).signs).to.include('detail=pass');
      of.clock.now += 1;
      expect((await visit(of)).signs).not.to.include('detail=pass');
      expect(of.asked).to.have.length(3);
      expect(of.asked.every(({ credentials }) => credentials === 'same-origin')).to.equal(true);
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
    const of = world(() => html('login', {}, 401));
    await visit(of);
    of.clock.now -= 24 * 60 * MINUTE;
    expect((await visit(of)).signs).not.to.include('detail=pass');
  });
});

describe('rule 21: where a redirect leads', () => {
  it('rule 21: is learned from what the browser asks for next, and forgotten when it is no more', async () => {
    let moved = true;
    const of = world(({ url }) => (moved && url.endsWith('/page') ? redirect() : html('there')));
    const aliasOf = async (): Promise<unknown> => {
      const { entry } = await of.store.get((await target(of)).key);
      return entry?.kind === 'pass' ? entry.alias : 'none';
    };
    await navigate(of, '/page', 'tab');
    await navigate(of, '/there', 'tab');
    expect(await aliasOf()).to.equal(urlOf('/there'));
    expect(of.asked).to.have.length(2);
    moved = false;
    await navigate(of, '/page', 'another');
    expect(await aliasOf()).to.equal('none');
  });

  it('rule 21: is not learned from a navigation of another tab', async () => {
    const of = world(({ url }) => (url.endsWith('/page') ? redirect() : html('there')));
    await navigate(of, '/page', 'tab');
    await navigate(of, '/there', 'another');
    const { entry } = await of.store.get((await target(of)).key);
    expect(entry).to.include({ kind: 'pass', alias: undefined });
  });

  it('rule 21: two that lead to each other end in the offline page', async () => {
    let [from, away] = ['/page', false];
    const of = world(({ url }) => {
      if (away) throw new TypeError('no network');
      return url.endsWith(from) ? redirect() : html('there');
    });
    await navigate(of, '/page', 'a');
    await navigate(of, '/back', 'a');
    from = '/back';
    await of.store.delete((await target(of, '/back')).key);
    await navigate(of, '/back', 'b');
    await navigate(of, '/page', 'b');
    const pass = (path: string, alias: string): Promise<void> =>
      target(of, path).then(async ({ key }) => {
        const until = of.clock.now + MINUTE;
        await of.store.put({
          kind: 'pass',
          key,
          size: 0,
          usedAt: 0,
          priority: -1,
          until,
          alias: urlOf(alias),
        });
      });
    await pass('/page', '/back');
    await pass('/back', '/page');
    away = true;
    expect((await navigate(of, '/page', 'c')).status).to.equal(302);
    expect((await navigate(of, '/back', 'c')).status).to.equal(302);
    expect((await navigate(of, '/page', 'c')).status).to.equal(503);
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

describe('rule 33: a page that was shown counts as used', () => {
  it('rule 33: after it was confirmed, and in place of an origin that fails', async () => {
    let answer = html('a page');
    const of = world(() => answer.clone());
    await visit(of);
    await visit(of);
    of.noted.length = 0;
    const { key } = await target(of);
    await raiseGeneration(of.context);
    await visit(of);
    expect(of.noted).to.deep.equal([`/* hits ${key} ${key}`]);
    answer = html('in trouble', {}, 503);
    await raiseGeneration(of.context);
    await visit(of);
    expect(of.noted.slice(1)).to.deep.equal([`/* stale ${key} ${key}`]);
  });
});

describe('rule 33: a page never fails for its store', () => {
  it('rule 33: the network answers while the store does not', async () => {
    const of = world(() => html('a page'));
    const broken = (): Promise<never> => Promise.reject(new DOMException('no', 'UnknownError'));
    Object.assign(of.store, { get: broken, put: broken, updateMetadata: broken });
    expect((await visit(of)).text).to.equal('a page');
    expect(of.reports.length).to.be.greaterThan(0);
  });
});
