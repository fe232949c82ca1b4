/** Random sequences of operations, compared after each with a model: contents, listing and totals. */
import { expect } from 'chai';
import type { Entry, PageEntry } from '../../src/core/cache/entry.js';
import type { Store } from '../../src/storage/store.js';
import { bytes, keyOf, marker, NOW, page, seeded, sizeIn, totalsOf } from './fixtures.js';
import { expectRefused, type Disk } from './full-disk.js';

const PATHS = Array.from({ length: 16 }, (_, index) => `/${index % 2 ? 'odd' : 'even'}/${index}`);
const STEPS = 100;

type Model = Map<string, Entry>;

/** The order in which entries go. */
const before = (a: Entry, b: Entry): boolean =>
  a.priority < b.priority || (a.priority === b.priority && a.usedAt < b.usedAt);

const sizeOf = (model: Model): number => [...model.values()].reduce((sum, { size }) => sum + size, 0);

/** What evicting must leave: the limits hold, what went had to go before what stays, and nothing went without need. */
async function checkEviction(
  store: Store,
  model: Model,
  limits: { maxEntries: number; maxBytes: number },
): Promise<void> {
  const due = model.size > limits.maxEntries || sizeOf(model) > limits.maxBytes;
  const count = await store.evict(limits);
  const had = [...model.values()];
  for (const { key } of had) if (!(await store.get(key)).entry) model.delete(key);
  const gone = had.filter(({ key }) => !model.has(key));
  expect(gone.length).to.equal(count);
  if (!due) expect(count).to.equal(0);
  expect(model.size).to.be.at.most(limits.maxEntries);
  expect(sizeOf(model)).to.be.at.most(limits.maxBytes);
  for (const went of gone)
    for (const stays of model.values())
      expect(before(went, stays), `${went.key} before ${stays.key}`).to.equal(true);
}

/** One random operation on both. `moment` never comes twice, so that the order of eviction is certain. */
async function step(store: Store, model: Model, random: () => number, moment: number): Promise<string> {
  const below = (limit: number): number => Math.floor(random() * limit);
  const path = PATHS[below(PATHS.length)] ?? '';
  const key = keyOf(path);
  const had = model.get(key);
  const dice = below(20);
  if (dice < 8) {
    const priority = ([-1, 0, 0, 0, 1] as const)[below(5)] ?? 0;
    const entry = page(path, { size: 1 + below(500), usedAt: moment, hash: `${moment}`, priority });
    model.set(key, entry);
    const totals = await store.put(entry, bytes(entry.size));
    expect(totals).to.include({ entries: model.size, bytes: sizeOf(model) });
    return 'put';
  }
  if (dice < 10) {
    model.set(key, marker(path, { usedAt: moment }));
    await store.put(marker(path, { usedAt: moment }));
    return 'put a marker';
  }
  if (dice < 12) {
    const same = had?.kind === 'page';
    const entry: PageEntry = { ...(same ? had : page(path)), failures: moment };
    if (same) model.set(key, entry);
    await store.updateMetadata(entry);
    return 'updateMetadata';
  }
  if (dice < 14) {
    model.delete(key);
    await store.delete(key);
    return 'delete';
  }
  if (dice < 17) {
    if (had) model.set(key, { ...had, usedAt: moment, ...(had.kind === 'page' && { rank: -moment }) });
    await store.record({ used: new Map([[key, moment]]), counts: {} });
    return 'record';
  }
  if (dice < 19) {
    await checkEviction(store, model, { maxEntries: 4 + below(16), maxBytes: 500 + below(4000) });
    return 'evict';
  }
  const prefix = keyOf(random() < 0.8 ? '/odd/' : '/');
  for (const stored of [...model.keys()]) if (stored.startsWith(prefix)) model.delete(stored);
  await store.deletePrefix(prefix);
  return 'deletePrefix';
}

/** The same on a full disk: what writes is refused and changes nothing, and what deletes works. */
async function stepWhenFull(
  store: Store,
  model: Model,
  random: () => number,
  moment: number,
): Promise<string> {
  const path = PATHS[Math.floor(random() * PATHS.length)] ?? '';
  const dice = Math.floor(random() * 6);
  if (dice === 0) {
    await expectRefused(store.put(page(path, { size: 7, usedAt: moment }), bytes(7)));
    return 'put on a full disk';
  }
  if (dice === 1) {
    await expectRefused(store.record({ used: new Map([[keyOf(path), moment]]), counts: {} }));
    return 'record on a full disk';
  }
  if (dice < 4) {
    model.delete(keyOf(path));
    await store.delete(keyOf(path));
    return 'delete on a full disk';
  }
  if (dice === 4) {
    await checkEviction(store, model, { maxEntries: 8 + Math.floor(random() * 8), maxBytes: 3000 });
    return 'evict on a full disk';
  }
  const prefix = keyOf('/odd/1');
  for (const stored of [...model.keys()]) if (stored.startsWith(prefix)) model.delete(stored);
  await store.deletePrefix(prefix);
  return 'deletePrefix on a full disk';
}

async function compare(store: Store, model: Model, what: string): Promise<void> {
  const keys = PATHS.map((path) => keyOf(path));
  const found = await Promise.all(keys.map((key) => store.get(key)));
  expect(
    found.map((stored) => stored.entry),
    `entries after ${what}`,
  ).to.deep.equal(keys.map((key) => model.get(key)));
  const bodies = found.reduce((sum, stored) => sum + (sizeIn(stored) ?? 0), 0);
  expect(bodies, `bodies after ${what}`).to.equal(sizeOf(model));
  expect(await totalsOf(store), `totals after ${what}`).to.deep.equal({ entries: model.size, bytes: bodies });
  const pages = [...model.values()].filter((entry) => entry.kind === 'page');
  expect(await store.recent('d\n', 99), `listing after ${what}`).to.deep.equal(
    pages.sort((a, b) => a.rank - b.rank),
  );
}

/** @param disk is full now and then */
export function agreesWithAModelOnAFullDisk(store: () => Store, disk: Disk): void {
  for (const seed of [5, 6, 7])
    it(`rule 33: agrees with a model through ${STEPS} random operations (seed ${seed})`, async () => {
      const random = seeded(seed);
      const model: Model = new Map();
      for (let count = 0; count < STEPS; count++) {
        if (random() < 0.15) disk.full = !disk.full;
        const what = await (disk.full ? stepWhenFull : step)(store(), model, random, NOW + count);
        await compare(store(), model, `${what} (${count})`);
      }
    });
}

export function agreesWithAModel(store: () => Store): void {
  for (const seed of [1, 2, 3])
    it(`agrees with a model through ${STEPS} random operations (seed ${seed})`, async () => {
      const random = seeded(seed);
      const model: Model = new Map();
      for (let count = 0; count < STEPS; count++) {
        const what = await step(store(), model, random, NOW + count);
        await compare(store(), model, `${what} (${count})`);
      }
    });

  it('keeps the totals right when operations run side by side', async () => {
    const random = seeded(4);
    const pages = Array.from({ length: 120 }, () =>
      page(PATHS[Math.floor(random() * 16)] ?? '', { size: 1 + Math.floor(random() * 99) }),
    );
    await Promise.all(
      pages.map((entry) =>
        random() < 0.7 ? store().put(entry, bytes(entry.size)) : store().delete(entry.key),
      ),
    );
    const found = (await Promise.all(PATHS.map((path) => store().get(keyOf(path))))).filter(
      ({ entry }) => !!entry,
    );
    expect(await totalsOf(store())).to.deep.equal({
      entries: found.length,
      bytes: found.reduce((sum, stored) => sum + (sizeIn(stored) ?? 0), 0),
    });
    for (const stored of found) expect(sizeIn(stored)).to.equal(stored.entry?.size);
  });
}
