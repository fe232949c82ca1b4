/** The hot tier where Cache Storage fails, hangs, is denied or is full: writes are not lost, and no reader waits long. */
import { expect } from 'chai';
import { isLeftCopy } from '../../../src/storage/hot/hot-store.js';
import { HOT_LOCK } from '../../../src/storage/hot/hot-guard.js';
import { bytes, keyOf, NOW, page } from '../fixtures.js';
import { SCOPE, Site, type Gate } from './fakes.js';

const entry = page('/', { scope: SCOPE });
const never = new Promise<never>(() => undefined);
const denied = (): Promise<never> => Promise.reject(new DOMException('denied', 'SecurityError'));
const full = (): Promise<never> => Promise.reject(new DOMException('full', 'QuotaExceededError'));

/** A gate that a step does not pass as usual. */
const at =
  (steps: RegExp, fault: () => Promise<unknown>): Gate =>
  (step) =>
    steps.test(step) ? fault() : Promise.resolve();
/** The steps of Cache Storage. */
const CACHES = /^(?:open|keys|match|delete|delete all)$/;

async function filled(): Promise<Site> {
  const site = new Site();
  await site.database.put(entry, bytes(entry.size));
  await site.fill();
  return site;
}

const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => error,
  );

describe('where Cache Storage hangs', () => {
  it('a read is left to the database', async () => {
    const { tier } = (await filled()).start(at(CACHES, () => never));
    expect(await tier.facts()).to.equal(undefined);
    expect(await tier.read(keyOf('/'))).to.equal(undefined);
  });

  it('an invalidation is refused, but made; the next one is refused without waiting', async () => {
    const site = await filled();
    const { store } = site.start(at(CACHES, () => never));
    const outcome = await outcomeOf(store.invalidate(['/'], 'hard'));
    expect(isLeftCopy(outcome), String(outcome)).to.equal(true);
    expect((await site.database.get(keyOf('/'))).invalidated).to.equal('hard');
    let isOver = false;
    const second = outcomeOf(store.setState('settings', { deployments: [] })).then((found) => {
      isOver = true;
      return found;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isOver).to.equal(true);
    expect(isLeftCopy(await second)).to.equal(true);
  });

  it('a page that replaces another is stored', async () => {
    const site = await filled();
    const { store } = site.start(at(CACHES, () => never));
    expect(await outcomeOf(store.put({ ...entry, hash: 'new' }, bytes(entry.size)))).to.equal('done');
    expect((await site.database.get(keyOf('/'))).entry).to.include({ hash: 'new' });
  });

  it('no page is stored by a write that waits for it longer than a clearing that comes later', async () => {
    const site = await filled();
    site.lock
      .of({})
      .request(HOT_LOCK, { mode: 'exclusive' }, () => never)
      .catch(() => undefined);
    let hangs = true;
    const gate = at(/^delete all$/, () => {
      const fault = hangs ? never : Promise.resolve();
      hangs = false;
      return fault;
    });
    const { store } = site.start(gate, () => true);
    const stored = outcomeOf(store.put({ ...entry, hash: 'new' }, bytes(entry.size)));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([outcomeOf(store.clear()), stored]);
    expect((await site.database.get(keyOf('/'))).entry).to.equal(undefined);
  });

  it('it is right again once Cache Storage answers', async () => {
    const site = await filled();
    let fault: () => Promise<unknown> = () => never;
    const { store, tier } = site.start(at(CACHES, () => fault()));
    await outcomeOf(store.invalidate(['/'], 'hard'));
    fault = () => Promise.resolve();
    expect(await outcomeOf(store.invalidate(['/'], 'hard'))).to.satisfy(isLeftCopy);
    // Nobody waits for the attempt, which succeeds.
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await outcomeOf(store.invalidate(['/'], 'hard'))).to.equal('done');
    await tier.refilled();
    expect(await site.start().tier.read(keyOf('/'))).to.equal(undefined);
  });

  it('a worker is activated after a second at most', async () => {
    const { tier } = (await filled()).start(at(CACHES, () => never));
    await tier.drop();
  });
});

describe('where Cache Storage is denied', () => {
  it('nothing is refused, and the database answers', async () => {
    const site = await filled();
    const { store, tier } = site.start(at(CACHES, denied));
    expect(await tier.read(keyOf('/'))).to.equal(undefined);
    expect(await outcomeOf(store.invalidate(['/'], 'hard'))).to.equal('done');
    expect(await outcomeOf(store.clear())).to.equal('done');
    expect(await outcomeOf(tier.drop())).to.equal('done');
  });
});

describe('where Cache Storage is broken', () => {
  const broken = (): Promise<never> => Promise.reject(new DOMException('internal error', 'UnknownError'));

  it('nothing is refused if the facts can’t be read either', async () => {
    const { store } = (await filled()).start(at(CACHES, broken));
    expect(await outcomeOf(store.invalidate(['/'], 'hard'))).to.equal('done');
  });

  it('an invalidation is refused as long as the facts can be read', async () => {
    const { store } = (await filled()).start(at(/^(?:open|delete|delete all)$/, broken));
    expect(await outcomeOf(store.invalidate(['/'], 'hard'))).to.satisfy(isLeftCopy);
  });
});

describe('where the disk is full', () => {
  it('the tier makes room for a write that finds none, and stays away', async () => {
    const site = await filled();
    const { store, tier } = site.start(at(/^put$/, full));
    const outcome = await outcomeOf(store.put({ ...entry, hash: 'new' }, bytes(entry.size)));
    expect((outcome as Error).name).to.equal('QuotaExceededError');
    await tier.refilled();
    expect(site.caches.urls).to.deep.equal([]);
  });

  it('a refill that finds no room deletes what it began', async () => {
    const site = new Site();
    await site.database.put(entry, bytes(entry.size));
    let puts = 0;
    const { store, tier } = site.start(at(/^put$/, () => (++puts === 2 ? full() : Promise.resolve())));
    await tier.facts();
    await store.record({ used: new Map([[entry.key, NOW]]), counts: {} });
    await tier.refilled();
    expect([puts, site.caches.urls]).to.deep.equal([2, []]);
    await store.record({ used: new Map([[keyOf('/other'), NOW]]), counts: {} });
    await tier.refilled();
    expect(puts).to.equal(2);
  });
});

describe('without the lock', () => {
  it('a write deletes the tier before and after, whatever a refill has put there meanwhile', async () => {
    const site = await filled();
    const stranger = {};
    site.lock
      .of(stranger)
      .request(HOT_LOCK, { mode: 'exclusive' }, () => never)
      .catch(() => undefined);
    let isKilled = false;
    const meanwhile: Gate = async (step) => {
      if (step !== 'invalidate' || isKilled) return;
      isKilled = true;
      expect(site.caches.urls).to.deep.equal([]);
      site.lock.kill(stranger);
      await site.fill();
      expect(site.caches.urls.length).to.be.above(1);
    };
    const { store } = site.start(meanwhile, () => true);
    await store.invalidate(['/'], 'hard');
    expect(isKilled).to.equal(true);
    expect(site.caches.urls).to.deep.equal([]);
  });
});

describe('what is damaged', () => {
  const { key } = entry;
  for (const [what, data] of Object.entries({
    'no data': undefined,
    'empty data': '',
    'data that is cut': '{"fence":1',
    'data of another kind': '[]',
    'nothing at all': 'null',
    'the data of a page whose body is cut': JSON.stringify({ key, kind: 'page', size: 100 }),
  }))
    it(`is left to the database: ${what}`, async () => {
      const site = await filled();
      const cache = await site.caches.of(() => Promise.resolve()).open('');
      const [copyUrl = ''] = site.caches.urls.filter((url) => !url.endsWith('?facts'));
      const facts = site.caches.urls.find((url) => url.endsWith('?facts')) ?? '';
      const damaged = (): Response =>
        new Response('x', { headers: data === undefined ? {} : { 'isr-data': data } });
      await cache.put(copyUrl, damaged());
      expect(await site.start().tier.read(entry.key)).to.equal(undefined);
      await cache.put(facts, damaged());
      expect(await site.start().tier.facts()).to.equal(undefined);
      // The next refill mends it.
      await site.fill();
      expect((await site.start().tier.read(entry.key))?.entry?.key).to.equal(entry.key);
    });
});
