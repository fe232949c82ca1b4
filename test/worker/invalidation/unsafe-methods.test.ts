/** What was written, as the pages that are asked for afterwards see it (rule 29). */
import { expect } from 'chai';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import type { Store } from '../../../src/storage/store.js';
import { lookUp } from '../../../src/worker/lookup/lookup.js';
import { createRouter } from '../../../src/worker/router.js';
import {
  pendingInvalidations,
  writePendingInvalidations,
} from '../../../src/worker/lookup/pending-invalidations.js';
import { createWriteObserver } from '../../../src/worker/invalidation/unsafe-methods.js';
import { judged, survivedBy } from '../../../src/core/cache/generation.js';
import { generationsOf, raiseGeneration } from '../../../src/worker/visitor/generations.js';
import { fetchCollapsed } from '../../../src/worker/regeneration/request-collapsing.js';
import { shortenTimers } from '../short-timers.js';
import { html, target, world, type World, type WorldOptions } from '../fake-context.js';

async function stored(options?: WorldOptions): Promise<World> {
  const of = world(() => html('page'), options);
  const to = await target(of);
  fetchCollapsed(of.context, of.event, to, await lookUp(of.context, to));
  await of.settled();
  return of;
}

const stateOf = async (of: World): Promise<string | undefined> => {
  const found = await lookUp(of.context, await target(of));
  return found.body ? found.invalidated : 'none';
};

/** Sends a request past the observer; resolves to the generation when it was answered, or sent. */
async function generationAfter(
  given: { url?: string; init?: RequestInit; mode?: string; status?: number } = {},
  options?: WorldOptions,
): Promise<number> {
  const { url = '/list', init = {}, mode, status = 200 } = given;
  const of = world(() => html('done', {}, status), options);
  const request = new Request(new URL(url, location.origin), { method: 'POST', ...init });
  if (mode) Object.defineProperty(request, 'mode', { value: mode });
  const event = { request, clientId: 'me', resultingClientId: '', ...of.event } as unknown as FetchEvent;
  const observe = createWriteObserver(of.context, createRouter(of.context));
  await observe(event);
  return (await generationsOf(of.context)).current;
}

describe('rule 36: a write raises the generation', () => {
  const form = new FormData();
  form.set('a', 'b');
  const { hostname } = location;

  for (const [what, given] of Object.entries<Parameters<typeof generationAfter>[0]>({
    'of a form': { init: { body: new URLSearchParams('a=b') } },
    'of a script': { init: { body: '{}', headers: { 'content-type': 'application/json' } } },
    'with files, as it is sent': { init: { body: form } },
    'with PUT': { init: { method: 'PUT', body: 'x' } },
    'with DELETE': { init: { method: 'DELETE' } },
    'with a method of its own': { init: { method: 'MKCOL' } },
    'that redirects': { status: 303 },
    'that outlives its page': { init: { body: 'x', keepalive: true } },
    'to another port of the host': { url: `http://${hostname}:1/cart`, init: { body: 'x', mode: 'no-cors' } },
  }))
    it(`rule 36: ${what}`, async () => {
      expect(await generationAfter(given)).to.be.greaterThan(0);
    });

  for (const [what, given] of Object.entries<Parameters<typeof generationAfter>[0]>({
    'a request that only reads': { init: { method: 'GET' } },
    'a write that was refused': { status: 403 },
    'a write that failed': { status: 500 },
    'a beacon': { init: { body: 'x', keepalive: true }, mode: 'no-cors' },
    'a write to another site': { url: 'https://elsewhere.test/', init: { body: 'x', mode: 'no-cors' } },
  }))
    it(`rule 36: not so ${what}`, async () => {
      expect(await generationAfter(given)).to.equal(0);
    });

  it('rule 36: nor a path of which the config says that it tells nothing', async () => {
    const config = { ignoreWrites: ['/graphql', '/telemetry/*'] };
    expect(await generationAfter({ url: '/graphql?op=1' }, config)).to.equal(0);
    expect(await generationAfter({ url: '/telemetry/a/b' }, config)).to.equal(0);
    expect(await generationAfter({ url: '/graphql2' }, config)).to.be.greaterThan(0);
  });

  it('rule 36: what goes to a route of the network’s own raises it as it is sent, unseen', async () => {
    expect(await generationAfter({}, { routes: [{ match: '/*', revalidate: 0 }] })).to.be.greaterThan(0);
  });

  it('rule 36: an upload that raises it again after a logout is credited with nothing', async () => {
    const restore = shortenTimers([3000, 12_000]);
    try {
      const of = world(() => html('done'));
      const request = new Request(new URL('/basket', location.origin), { method: 'POST', body: form });
      const event = { request, clientId: 'me', resultingClientId: '', ...of.event } as unknown as FetchEvent;
      await createWriteObserver(of.context, createRouter(of.context))(event);
      await generationsOf(of.context);
      await raiseGeneration(of.context);
      const { certain } = await generationsOf(of.context);
      await of.settled();
      const generations = await generationsOf(of.context);
      expect(generations.causes['/basket']?.at).to.be.greaterThan(certain);
      const comparison = { from: certain, to: generations.current, same: true };
      expect(judged(generations, comparison)).to.equal(generations);
      expect(survivedBy({}, generations, comparison)).to.deep.equal([]);
    } finally {
      restore();
    }
  });

  it('rule 36: a generation that can’t be written holds all the same', async () => {
    const store = memoryStore();
    const setState: Store['setState'] = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    expect(await generationAfter({}, { store: { ...store, setState } })).to.be.greaterThan(0);
  });
});

describe('rule 29: marks that could not be written', () => {
  it('are written later, with the generation, though no page is looked up', async () => {
    const restore = shortenTimers([3000, 12_000, 30_000]);
    try {
      const store = memoryStore();
      let failures = 0;
      const fail = (): boolean => failures-- > 0;
      const invalidate: Store['invalidate'] = (...given) =>
        fail() ? Promise.reject(new Error('silent')) : store.invalidate(...given);
      const setState: Store['setState'] = (...given) =>
        fail() ? Promise.reject(new Error('silent')) : store.setState(...given);
      const of = await stored({ store: { ...store, invalidate, setState } });
      failures = 4;
      const request = new Request(new URL('/page', location.origin), { method: 'POST', body: 'a=b' });
      const event = { request, clientId: 'me', resultingClientId: '', ...of.event } as unknown as FetchEvent;
      const before = await store.state('settings');
      await createWriteObserver(of.context, createRouter(of.context))(event);
      expect(pendingInvalidations(of.context).size).to.equal(1);
      expect(await store.state('settings')).to.deep.equal(before);
      await of.settled();
      expect(pendingInvalidations(of.context).size).to.equal(0);
      expect(await stateOf(of)).to.equal('hard');
      expect((await store.state('settings'))?.generations?.current).to.be.greaterThan(0);
    } finally {
      restore();
    }
  });

  it('rule 29: hold all the same, and are written before the next page is looked up', async () => {
    const store = memoryStore();
    let broken = false;
    const invalidate: Store['invalidate'] = (...given) =>
      broken ? Promise.reject(new Error('no')) : store.invalidate(...given);
    const of = await stored({ store: { ...store, invalidate } });
    pendingInvalidations(of.context).add('/page');
    broken = true;
    await writePendingInvalidations(of.context);
    expect([await stateOf(of), pendingInvalidations(of.context).size]).to.deep.equal(['hard', 1]);
    broken = false;
    await writePendingInvalidations(of.context);
    expect([await stateOf(of), pendingInvalidations(of.context).size]).to.deep.equal(['hard', 0]);
  });
});
