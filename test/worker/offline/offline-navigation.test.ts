/** What is done offline about a page's part or data that a client router asks for. */
import { expect } from 'chai';
import type { Context } from '../../../src/worker/runtime/context.js';
import { createRouter } from '../../../src/worker/router.js';
import { html, request, urlOf, world, type World, type WorldOptions } from '../fake-context.js';

type Fields = Record<string, string>;

const CLIENT = 'the-client';

function eventFor(of: World, given: Request, mode?: RequestMode): FetchEvent {
  const asked = mode ? Object.defineProperty(given, 'mode', { value: mode }) : given;
  return { ...of.event, request: asked, clientId: CLIENT } as unknown as FetchEvent;
}

/** A world without a network, in which these pages were visited before. */
async function offline(
  paths: string[],
  { status = 200, ...options }: WorldOptions & { status?: number } = {},
) {
  const network = { isKnown: true, isThere: true };
  const of = world(
    () => (network.isThere ? html('a page', {}, status) : Promise.reject(new TypeError('offline'))),
    options,
  );
  const context: Context = { ...of.context, online: () => network.isKnown };
  const routes = createRouter(context);
  for (const path of paths) await (await routes.respond(eventFor(of, request(path), 'navigate')))?.text();
  await of.settled();
  Object.assign(network, { isKnown: false, isThere: false });
  const ask = (path: string, headers: Fields = {}): Promise<Response> | undefined =>
    routes.respond(eventFor(of, new Request(urlOf(path), { headers })));
  /** Where the client that asks is sent: to no page, or to one. */
  const sentTo = async (path: string, headers?: Fields): Promise<string[]> => {
    of.notices.splice(0);
    const response = await ask(path, headers);
    expect(response?.type).to.equal('error');
    expect(of.notices.every(({ concerns }) => concerns({ id: CLIENT } as Client))).to.equal(true);
    expect(of.notices.some(({ concerns }) => concerns({ id: 'another' } as Client))).to.equal(false);
    return of.notices.map(({ notice, detail }) => `${notice} ${JSON.stringify(detail)}`);
  };
  return { of, ask, sentTo, network };
}

const told = (path: string): string[] => [`offline {"url":"${urlOf(path)}","navigate":true}`];

describe('offline, a client router is sent to the stored page', () => {
  const parts: [string, Fields][] = [
    ['/page', { 'hx-request': 'true' }],
    ['/page', { 'turbo-frame': 'main' }],
    ['/page', { 'x-inertia': 'true' }],
    ['/page', { rsc: '1' }],
    ['/page?_rsc=1a2b', { rsc: '1' }],
    ['/page/__data.json?x-sveltekit-invalidated=01', {}],
    ['/page/_payload.json?build', {}],
    ['/_next/data/build/page.json', {}],
    ['/page.data?_routes=routes%2Fpage', {}],
  ];
  for (const [path, headers] of parts)
    it(`whose ${path} it asked for ${JSON.stringify(headers)}`, async () => {
      const { sentTo } = await offline(['/page']);
      expect(await sentTo(path, headers)).to.deep.equal(told('/page'));
    });

  it('with its query', async () => {
    const { sentTo } = await offline(['/page?b=2&a=1']);
    expect(await sentTo('/page?b=2&_rsc=1a2b&a=1', { rsc: '1' })).to.deep.equal(told('/page?b=2&a=1'));
    expect(await sentTo('/page', { rsc: '1' })).to.deep.equal([]);
  });

  it('with a trailing slash where that is the page that is stored', async () => {
    const { sentTo } = await offline(['/folder/?a=1']);
    expect(await sentTo('/folder/__data.json?a=1')).to.deep.equal(told('/folder/?a=1'));
  });
});

describe('offline, a client router is left alone', () => {
  it('where the page is not stored, or gone from the site', async () => {
    const { sentTo } = await offline(['/page']);
    expect(await sentTo('/other', { 'hx-request': 'true' })).to.deep.equal([]);
    const gone = await offline(['/page'], { status: 404 });
    expect(await gone.sentTo('/page', { 'hx-request': 'true' })).to.deep.equal([]);
  });

  it('where the route keeps no pages, or the visitor is in draft mode', async () => {
    const unkept = await offline(['/page'], { route: { revalidate: 0 } });
    expect(await unkept.sentTo('/page', { 'hx-request': 'true' })).to.deep.equal([]);
    const draft = await offline(['/page']);
    await draft.of.context.changeSettings({ draft: true });
    expect(await draft.sentTo('/page', { 'hx-request': 'true' })).to.deep.equal([]);
  });

  it('where the network answers after all', async () => {
    const { of, ask, network } = await offline(['/page']);
    network.isThere = true;
    const response = await ask('/page', { 'hx-request': 'true' });
    expect(await response?.text()).to.equal('a page');
    expect(of.notices).to.deep.equal([]);
  });

  it('where it asks before anybody wants to see the page, or for data of its own', async () => {
    const { ask } = await offline(['/page']);
    expect(ask('/page', { 'hx-request': 'true', purpose: 'prefetch' })).to.equal(undefined);
    expect(ask('/api/data.json', { accept: 'application/json' })).to.equal(undefined);
  });

  it('while there is a network', async () => {
    const { ask, network } = await offline(['/page']);
    network.isKnown = true;
    expect(ask('/page', { 'hx-request': 'true' })).to.equal(undefined);
  });
});
