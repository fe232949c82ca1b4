/**
 * Workers that write, are killed, and fill the hot tier, in any order of their steps: what a worker that has just started
 * reads from the tier was so in the database when it asked, or since the last write that was acknowledged.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Store, Stored } from '../../src/storage/store.js';
import { memoryStore } from '../../src/storage/tables/memory.js';
import { SCOPE, Site, type Worker } from '../storage/hot/fakes.js';
import { bytes, bytesIn, keyOf, marker, page } from '../storage/fixtures.js';
import { runsOf, SEED, tell } from './budget.js';

const PATHS = ['/a', '/b', '/never'] as const;
type Path = (typeof PATHS)[number];
const WRITES = [
  'put',
  'updateMetadata',
  'delete',
  'invalidate',
  'deletePrefix',
  'clear',
  'setState',
] as const;

/** The database at one time: what it says of each path, and the user. */
type Picture = Record<string, string>;

/** What is read of a page; the time of use is no part of it. */
const pictureOf = async (stored: Stored): Promise<string> => {
  const { entry, fence, invalidated } = stored;
  const { hash, title } = { hash: '', title: '', ...entry };
  const [first] = (await bytesIn(stored)) ?? [];
  return [entry?.kind, hash, title, first, fence, invalidated].join();
};

/** A database that keeps a picture of itself after each write. */
class History {
  readonly pictures: Picture[] = [{}];
  /** Marks the picture of the write that is under way. */
  readonly write = new AsyncLocalStorage<{ at: number }>();
  /** The picture of the newest write that was acknowledged. */
  acknowledged = 0;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly store = memoryStore();

  /** One operation after the other, as transactions are. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async note(): Promise<void> {
    const picture: Picture = { user: (await this.store.state('settings'))?.user ?? '' };
    for (const path of PATHS) picture[path] = await pictureOf(await this.store.get(keyOf(path)));
    const write = this.write.getStore();
    if (write) write.at = this.pictures.length;
    this.pictures.push(picture);
  }

  get database(): Store {
    const wrapped = Object.entries(this.store).map(([name, given]) => {
      const run = given as (...args: unknown[]) => Promise<unknown>;
      const isWrite = (WRITES as readonly string[]).includes(name);
      return [
        name,
        (...args: unknown[]) =>
          this.alone(async () => {
            const result = await run(...args);
            if (isWrite) await this.note();
            return result;
          }),
      ];
    });
    return Object.fromEntries(wrapped) as Store;
  }
}

/** Lets promises go on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** Lets timers go on: a worker waits for idleness before it fills the tier. */
const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

class Play {
  readonly history = new History();
  readonly site = new Site(this.history.database);
  readonly workers = new Map<number, Worker>();
  readonly seen = { reads: 0, answers: 0, refused: 0 };
  private count = 0;
  private failure: unknown;

  /** @param isImpatient whether a worker that finds the lock taken goes on without it */
  constructor(
    readonly scheduler: fc.Scheduler,
    readonly isImpatient: boolean,
  ) {}

  private start(): Worker {
    return this.site.start(
      (step) => this.scheduler.schedule(Promise.resolve(), step),
      () => this.isImpatient,
    );
  }

  worker(index: number): Worker {
    const worker = this.workers.get(index) ?? this.start();
    this.workers.set(index, worker);
    return worker;
  }

  kill(index: number): void {
    this.workers.get(index)?.kill();
    this.workers.delete(index);
  }

  begin(write: (store: Store, count: number) => Promise<unknown>, index: number): void {
    const { store } = this.worker(index);
    const mark = { at: 0 };
    const count = (this.count += 1);
    const done = this.history.write.run(mark, () => write(store, count));
    done.then(
      () => (this.history.acknowledged = Math.max(this.history.acknowledged, mark.at)),
      () => (this.seen.refused += 1),
    );
  }

  /** A worker that has just started, and is never heard of again. */
  read(path: Path): void {
    const { pictures, acknowledged } = this.history;
    const { tier } = this.start();
    this.seen.reads += 1;
    const check = async (): Promise<void> => {
      const [facts, found] = await Promise.all([tier.facts(), tier.read(keyOf(path))]);
      const possible = pictures.slice(acknowledged);
      if (facts) expect(possible.map(({ user = '' }) => user)).to.include(facts.settings?.user ?? '');
      if (!found) return;
      this.seen.answers += 1;
      expect(possible.map((picture) => picture[path] ?? '')).to.include(await pictureOf(found));
    };
    check().catch((error: unknown) => (this.failure ??= error));
  }

  /** Lets so many steps go by, in any order. */
  async go(steps: number): Promise<void> {
    for (let left = steps, idle = 0; left > 0 && idle < 4;) {
      await turn();
      if (!this.scheduler.count()) {
        idle += 1;
        await wait();
        continue;
      }
      idle = 0;
      left -= 1;
      await this.scheduler.waitNext(1);
      if (this.failure) throw this.failure as Error;
    }
  }
}

type Step = [name: string, run: (play: Play) => Promise<void> | void];
type Write = (store: Store, path: Path, count: number) => Promise<unknown>;

const version = (path: Path, count: number) =>
  page(path, {
    scope: SCOPE,
    hash: String(count),
    title: String(count),
    requestedAt: 1e12 + count,
    fence: 0,
  });

const writes: Record<string, Write> = {
  put: (store, path, count) => store.put(version(path, count), bytes(100, count)),
  pass: (store, path) => store.put(marker(path, { key: keyOf(path) })),
  renew: async (store, path, count) => {
    const { entry } = await store.get(keyOf(path));
    if (entry?.kind === 'page') await store.updateMetadata({ ...entry, title: String(count) });
  },
  delete: (store, path) => store.delete(keyOf(path)),
  invalidate: (store, path) => store.invalidate([path], 'hard'),
  clear: (store) => store.clear(),
  'delete the deployment': (store) => store.deletePrefix(SCOPE),
  'set the user': (store, _path, count) =>
    store.setState('settings', { deployments: [], user: String(count) }),
  use: (store, path) => store.record({ used: new Map([[keyOf(path), 2e12]]), counts: {} }),
};

const workerOf = fc.nat(2);
const pathOf = fc.constantFrom<Path>('/a', '/a', '/b');
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom('put', 'put', 'use', 'use', ...Object.keys(writes)), pathOf, workerOf)
      .map(([name, path, index]): Step => [
        `worker ${index}: ${name} ${path}`,
        (play) => play.begin((store, count) => (writes[name] as Write)(store, path, count), index),
      ]),
  },
  {
    weight: 8,
    arbitrary: fc.constantFrom(...PATHS).map((path): Step => [`read ${path}`, (play) => play.read(path)]),
  },
  {
    weight: 8,
    arbitrary: fc
      .integer({ min: 1, max: 12 })
      .map((count): Step => [`${count} steps`, (play) => play.go(count)]),
  },
  { weight: 4, arbitrary: fc.constant<Step>(['settle', (play) => play.go(Infinity)]) },
  { weight: 2, arbitrary: workerOf.map((index): Step => [`kill ${index}`, (play) => play.kill(index)]) },
  {
    weight: 1,
    arbitrary: workerOf.map((index): Step => [
      `worker ${index} is activated`,
      (play) => void play.worker(index).tier.drop(),
    ]),
  },
);

describe('any order of the steps of workers', () => {
  for (const [patience, isImpatient] of [
    ['that wait for the lock', false],
    ['that go on without it', true],
  ] as const)
    it(`reads from the hot tier what the database has, with workers ${patience}`, async function () {
      this.timeout(0);
      const runs = runsOf(20);
      const seen = { reads: 0, answers: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.array(steps, { minLength: 10, maxLength: 40 }),
          async (scheduler, given) => {
            const play = new Play(scheduler, isImpatient);
            for (const path of ['/a', '/b'] as const)
              play.begin((store, count) => store.put(version(path, count), bytes(100, count)), 0);
            await play.go(Infinity);
            for (const [, step] of given) await step(play);
            await play.go(Infinity);
            for (const name of ['reads', 'answers', 'refused'] as const) seen[name] += play.seen[name];
          },
        ),
        { seed: SEED, numRuns: runs },
      );
      expect(seen.refused).to.equal(0);
      // A tier that is always empty would be right too.
      expect(seen.answers).to.be.above(seen.reads / 10);
      tell(`orders of steps in the hot tier, with ${seen.answers} answers`, runs);
    });
});
