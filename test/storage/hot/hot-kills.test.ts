/**
 * Every write, with its worker killed before and after each step that it and the refill behind it take: what a fresh
 * worker reads from the hot tier is what the database has, or nothing.
 */
import { expect } from 'chai';
import type { Store, Stored } from '../../../src/storage/store.js';
import type { HotTier } from '../../../src/storage/hot/hot-tier.js';
import { bytes, bytesIn, keyOf, marker, NOW, page } from '../fixtures.js';
import { SCOPE, Site, type Worker } from './fakes.js';

const PATHS = ['/a', '/b', '/c/d', '/new'];
const old = (path: string) => page(path, { scope: SCOPE, tags: ['t'] });
const SETTINGS = { deployments: ['d'], user: 'ada' };

type Write = (store: Store) => Promise<unknown>;

const WRITES: Record<string, Write> = {
  'a page in place of another': (store) => store.put({ ...old('/a'), hash: 'new' }, bytes(100, 2)),
  'a new page': (store) => store.put(old('/new'), bytes(100)),
  'a bypass entry in place of a page': (store) => store.put(marker('/a', { key: keyOf('/a') })),
  metadata: (store) => store.updateMetadata({ ...old('/a'), requestedAt: NOW + 1, title: 'renewed' }),
  'a deletion': (store) => store.delete(keyOf('/a')),
  'a soft invalidation': (store) => store.invalidate(['/a'], 'soft'),
  'a hard invalidation of a tag': (store) => store.invalidate(['#t'], 'hard'),
  'events of the feed': (store) =>
    store.follow({ url: '/feed', offset: '1', checkedAt: NOW }, [{ names: ['/a'], mode: 'hard' }], NOW),
  'the deletion of a deployment': (store) => store.deletePrefix(SCOPE),
  'a clear': (store) => store.clear(),
  'another user': (store) => store.setState('settings', { deployments: ['d'] }, 'strict'),
  'many writes at once': (store) =>
    Promise.all([
      store.put({ ...old('/b'), hash: 'new' }, bytes(100, 3)),
      store.delete(keyOf('/a')),
      store.invalidate(['/c/*'], 'soft'),
      store.setState('settings', { deployments: [] }, 'strict'),
    ]),
};

const comparable = async (stored: Stored): Promise<unknown> => ({
  ...stored,
  entry: stored.entry && { ...stored.entry, usedAt: 0, rank: 0 },
  body: await bytesIn(stored),
});

async function expectTrue({ database }: Site, tier: HotTier, what: string): Promise<number> {
  const facts = await tier.facts();
  if (facts) expect(facts.settings, what).to.deep.equal(await database.state('settings'));
  let answers = 0;
  for (const path of [...PATHS, '/never']) {
    const found = await tier.read(keyOf(path));
    if (!found) continue;
    answers += 1;
    const { entry, body, fence, invalidated } = await database.get(keyOf(path));
    expect(await comparable({ invalidated: undefined, ...found }), `${what}: ${path}`).to.deep.equal(
      await comparable(
        found.entry ? { entry, body, fence, invalidated } : { fence, invalidated, ...(entry && { entry }) },
      ),
    );
  }
  return answers;
}

async function filled(): Promise<Site> {
  const site = new Site();
  await site.database.setState('settings', SETTINGS);
  for (const path of ['/a', '/b', '/c/d']) await site.database.put(old(path), bytes(100));
  await site.fill();
  return site;
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('a worker that is killed', () => {
  it('finds a tier that answers, before all', async () => {
    const site = await filled();
    expect(await expectTrue(site, site.start().tier, 'untouched')).to.equal(5);
  });

  for (const [name, write] of Object.entries(WRITES))
    it(`leaves no copy that is wrong, at any step of ${name}`, async () => {
      let steps = 0;
      for (let killAt = 1; killAt <= (steps || killAt); killAt++) {
        const site = await filled();
        const play: { worker?: Worker; count: number; at?: string } = { count: 0 };
        const { promise: ended, end } = ((): { promise: Promise<void>; end: () => void } => {
          let resolve: () => void = () => undefined;
          return { promise: new Promise<void>((done) => (resolve = done)), end: () => resolve() };
        })();
        play.worker = site.start(async (step) => {
          // Slower than the database: a deletion that nobody waits for comes too late.
          if (/^(delete|delete all)$/.test(step)) await turn();
          if (!play.worker || play.at !== undefined || ++play.count !== killAt) return;
          play.at = step;
          play.worker.kill();
          end();
        });
        const { worker } = play;
        const all = write(worker.store).then(() => worker.tier.refilled());
        await Promise.race([all, ended]);
        await turn();
        const what = `${name}, killed at step ${String(killAt)} (${play.at ?? 'not at all'})`;
        await expectTrue(site, site.start().tier, what);
        // The next worker fills it again.
        await site.fill();
        expect(await expectTrue(site, site.start().tier, `${what}, filled again`)).to.be.above(0);
        if (play.at === undefined) steps = play.count;
        if (steps) break;
      }
      expect(steps).to.be.above(10);
    });
});
