/** Users who come and go, and what was asked for before. */
import { expect } from 'chai';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import { quotaStore } from '../../../src/storage/layers/quota-store.js';
import type { Store } from '../../../src/storage/store.js';
import type { CommandName } from '../../../src/shared/messages.js';
import { answerCommand } from '../../../src/worker/commands/commands.js';
import type { PageCommandContext } from '../../../src/worker/commands/hooks.js';
import { fetchOrigin, obeyLogout, type OriginAnswer } from '../../../src/worker/origin/fetch-origin.js';
import { applyAnswer } from '../../../src/worker/regeneration/apply-answer.js';
import { type Target } from '../../../src/worker/lookup/target.js';
import { UNKNOWN } from '../../../src/storage/stored-page.js';
import { deleteAssets } from '../../../src/worker/assets/clear-assets.js';
import { clearAssets, clearUser } from '../../../src/worker/visitor/clear.js';
import { html, target, world, type World, type WorldOptions } from '../fake-context.js';

const MINE: WorldOptions = { route: { audience: 'user' }, settings: { deployments: [], user: 'ada' } };
const OTHERS = { ...MINE, settings: { deployments: [], user: 'bob' } };

async function command(of: World, name: CommandName, params: object = {}, context = of.context) {
  const desk = { ...of, context, hooks: [] } as unknown as PageCommandContext;
  const { port1, port2 } = new MessageChannel();
  const reply = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  await answerCommand(desk, { isr: 1, command: name, params }, port2);
  expect(await reply).to.have.property('ok', true);
  port1.close();
}

interface Fetched {
  to: Target;
  asked: OriginAnswer;
}

async function fetchOf(of: World): Promise<Fetched> {
  const to = await target(of);
  return { to, asked: await fetchOrigin(of.context, to, UNKNOWN) };
}

/** What comes of an answer, and whether it is in the store afterwards. */
async function settled(of: World, { to, asked }: Fetched): Promise<[kind: string, stored: boolean]> {
  const { kind } = await applyAnswer(of.context, to, asked);
  return [kind, (await of.store.get(to.key)).entry !== undefined];
}

describe('rule 25: what was asked for by a user who has gone', () => {
  it('rule 25: is not stored once clearUser() is done, though it was asked for while that was under way', async () => {
    const of = world(() => html('yours'), MINE);
    const fetched: Fetched[] = [];
    const context = {
      ...of.context,
      changeSettings: async (...change: Parameters<typeof of.context.changeSettings>) => {
        fetched.push(await fetchOf(of));
        const settings = await of.context.changeSettings(...change);
        return settings;
      },
    };
    const before = await fetchOf(of);
    await command(of, 'clearUser', {}, context);
    for (const one of [before, ...fetched]) expect(await settled(of, one)).to.deep.equal(['failed', false]);
    expect(fetched).to.have.length(1);
  });

  it('rule 25: is not stored though it was looked up before clearUser(), and asked for after', async () => {
    const of = world(() => html('yours'), MINE);
    const to = await target(of);
    await command(of, 'clearUser');
    const asked = await fetchOrigin(of.context, to, UNKNOWN);
    expect(await settled(of, { to, asked })).to.deep.equal(['failed', false]);
  });

  it('rule 25: is not stored when setUser() has named another, whose cookies it may have been given', async () => {
    const of = world(() => html('yours'), MINE);
    const fetched = await fetchOf(of);
    await command(of, 'setUser', { key: 'bob' });
    expect(await settled(of, fetched)).to.deep.equal(['failed', false]);
    expect(await settled(of, await fetchOf(of))).to.deep.equal(['stored', true]);
  });

  it('rule 25: everyone’s pages are stored, whoever the user is by then', async () => {
    const of = world(() => html('everyone’s'));
    const fetched = await fetchOf(of);
    await command(of, 'setUser', { key: 'bob' });
    expect(await settled(of, fetched)).to.deep.equal(['stored', true]);
  });
});

describe('rule 22: what is `private` on a route that is everyone’s, by the origin’s own rules', () => {
  it('rule 22: is forgotten with clearUser(), and the rest is not', async () => {
    const headers = (url: string) => ({
      'cache-control': url.endsWith('/page') ? 'private, max-age=600' : 'max-age=600',
    });
    const of = world(({ url }) => html('answer', headers(url)), { route: { revalidate: 'origin' } });
    const [mine, everyones] = [await target(of, '/page'), await target(of, '/other')];
    for (const to of [mine, everyones]) {
      const asked = await fetchOrigin(of.context, to, UNKNOWN);
      expect((await applyAnswer(of.context, to, asked)).kind).to.equal('stored');
    }
    await command(of, 'clearUser');
    expect((await of.store.get(mine.key)).entry).to.equal(undefined);
    expect((await of.store.get(everyones.key)).entry).to.not.equal(undefined);
  });
});

describe('rule 26: an answer that says that the user has logged out', () => {
  const bye = (): Response => html('bye', { 'clear-site-data': '"cache"' });

  it('rule 26: unsets the user: whoever comes next is asked for by the network', async () => {
    const of = world(bye, OTHERS);
    expect(await obeyLogout(of.context, bye())).to.equal(true);
    expect((await of.context.settings()).user).to.equal(undefined);
    expect(await target(of).catch(String)).to.include('no-user');
  });

  it('rule 26: what was asked for before is not stored', async () => {
    const of = world(() => html('yours'), MINE);
    const fetched = await fetchOf(of);
    await obeyLogout(of.context, bye());
    expect(await settled(of, fetched)).to.deep.equal(['failed', false]);
  });

  it('rule 26: wipes the store though the settings can’t be written', async () => {
    const of = world(() => html('yours'), MINE);
    const { to, asked } = await fetchOf(of);
    await applyAnswer(of.context, to, asked);
    const context = { ...of.context, changeSettings: () => Promise.reject(new Error('no')) };
    await obeyLogout(context, bye());
    expect((await of.store.get(to.key)).entry).to.equal(undefined);
  });
});

/** A store that refuses to write once it is full, and deletes as ever. */
function filling(): { store: Store; fill: () => void } {
  const beneath = memoryStore();
  let full = false;
  const unlessFull = <T>(write: () => Promise<T>): Promise<T> =>
    full ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : write();
  const store = quotaStore({
    ...beneath,
    put: (...given) => unlessFull(() => beneath.put(...given)),
    updateMetadata: (...given) => unlessFull(() => beneath.updateMetadata(...given)),
    invalidate: (...given) => unlessFull(() => beneath.invalidate(...given)),
    record: (...given) => unlessFull(() => beneath.record(...given)),
    setState: (...given) =>
      given[1] ? unlessFull(() => beneath.setState(...given)) : beneath.setState(...given),
  });
  return { store, fill: () => (full = true) };
}

describe('rule 33: on a full disk', () => {
  /** Ada's page, stored and then a full disk; what holds for this browser is in the store, where her row is. */
  async function ada(): Promise<{ of: World; page: Target }> {
    const { store, fill } = filling();
    const of = world(() => html('yours'), { route: { audience: 'user' }, store });
    clearAssets.provide(of.context, deleteAssets);
    await command(of, 'setUser', { key: 'ada' });
    const page = await target(of);
    await applyAnswer(of.context, page, await fetchOrigin(of.context, page, UNKNOWN));
    await store.setState(`${of.context.config.deployment}\nprogress`, {
      ...{ at: 0, done: 1, beyond: [], bytes: 0, failures: 0, retryAt: 0 },
    });
    const cache = await caches.open('sw-isr-assets:d');
    await cache.put('/app.css', new Response(''));
    expect((await of.store.get(page.key)).entry).to.not.equal(undefined);
    fill();
    return { of, page };
  }
  const assetsLeft = async (): Promise<number> =>
    (await caches.keys()).filter((name) => name.startsWith('sw-isr-assets:')).length;
  afterEach(() => caches.delete('sw-isr-assets:d'));

  const logouts: [what: string, act: (of: World) => Promise<unknown>][] = [
    ['clearUser()', (of) => command(of, 'clearUser')],
    [
      'an answer that clears the site’s data',
      (of) => obeyLogout(of.context, html('bye', { 'clear-site-data': '"cache"' })),
    ],
  ];
  for (const [what, act] of logouts)
    it(`rule 33: ${what} deletes the user’s pages and the files, and forgets the user`, async () => {
      const { of, page } = await ada();
      await act(of);
      expect((await of.store.get(page.key)).entry).to.equal(undefined);
      expect((await of.context.settings()).user).to.equal(undefined);
      expect(await assetsLeft()).to.equal(0);
      expect(await target(of).catch(String)).to.include('no-user');
    });

  it('rule 33: setUser() gives the next user none of the former’s pages', async () => {
    const { of, page } = await ada();
    await command(of, 'setUser', { key: 'bob' });
    const next = await target(of).catch(() => undefined);
    expect(next?.key).to.not.equal(page.key);
  });

  it('rule 33: clear() deletes pages and files, and what is generated ahead begins anew', async () => {
    const { of, page } = await ada();
    await command(of, 'clear');
    expect((await of.store.get(page.key)).entry).to.equal(undefined);
    expect(await assetsLeft()).to.equal(0);
    expect(await of.store.state('d\nprogress')).to.equal(undefined);
  });
});

describe('clearUser()', () => {
  it('rule 25: also deletes what was asked for and stored while it was under way', async () => {
    const of = world(() => html('yours'), MINE);
    const kinds: string[] = [];
    const context = {
      ...of.context,
      changeSettings: async (...change: Parameters<typeof of.context.changeSettings>) => {
        const [kind] = await settled(of, await fetchOf(of));
        kinds.push(kind);
        return of.context.changeSettings(...change);
      },
    };
    await command(of, 'clearUser', {}, context);
    expect(kinds).to.deep.equal(['stored']);
    expect(await of.store.recent('d\nada', 9)).to.deep.equal([]);
  });

  it('rule 33: goes on where one part of it fails, and then says so', async () => {
    const of = world(() => html('yours'), MINE);
    const { to, asked } = await fetchOf(of);
    await applyAnswer(of.context, to, asked);
    const context = { ...of.context, changeSettings: () => Promise.reject(new Error('no')) };
    const error: unknown = await clearUser(context).catch((cause: unknown) => cause);
    expect(String(error)).to.equal('Error: no');
    expect((await of.store.get(to.key)).entry).to.equal(undefined);
  });
});
