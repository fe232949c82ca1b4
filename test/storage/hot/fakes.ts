/** Cache Storage, locks and a database that outlast the workers of a test. A worker can be killed at any step. */
import type { Store } from '../../../src/storage/store.js';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import { createHotTier } from '../../../src/storage/hot/hot-tier.js';
import type { HotTier } from '../../../src/storage/hot/hot-tier.js';

/** Called before and after each step of a worker. */
export type Gate = (step: string) => Promise<unknown>;

interface Waiting {
  mode: LockMode;
  owner: object;
  grant: () => void;
}

/** One lock, as in `navigator.locks`, whose holders can be killed. */
export class FakeLock {
  private held: { mode: LockMode; owner: object }[] = [];
  private waiting: Waiting[] = [];

  private isFree(mode: LockMode): boolean {
    return !this.held.some((one) => mode === 'exclusive' || one.mode === 'exclusive');
  }

  private next(): void {
    while (this.waiting[0] && this.isFree(this.waiting[0].mode)) {
      const { mode, owner, grant } = this.waiting.shift() as Waiting;
      this.held.push({ mode, owner });
      grant();
    }
  }

  kill(owner: object): void {
    this.held = this.held.filter((one) => one.owner !== owner);
    this.waiting = this.waiting.filter((one) => one.owner !== owner);
    this.next();
  }

  /** @param isImpatient whether a request that would wait is given up at once, as after its time */
  of(owner: object, isImpatient: () => boolean = () => false): LockManager {
    const request = async (
      _name: string,
      { mode = 'exclusive', ifAvailable, signal }: LockOptions,
      work: (lock: object | null) => unknown,
    ): Promise<unknown> => {
      const isFree = !this.waiting.length && this.isFree(mode);
      if (ifAvailable && !isFree) return work(null);
      if (!isFree && isImpatient()) throw new DOMException('', 'AbortError');
      await new Promise<void>((grant, refuse) => {
        const one = { mode, owner, grant };
        this.waiting.push(one);
        signal?.addEventListener('abort', () => {
          if (!this.waiting.includes(one)) return;
          this.waiting = this.waiting.filter((other) => other !== one);
          refuse(new DOMException('', 'AbortError'));
          this.next();
        });
        this.next();
      });
      const held = this.held.filter((one) => one.owner === owner && one.mode === mode).at(-1);
      try {
        return await work({});
      } finally {
        this.held = this.held.filter((one) => one !== held);
        this.next();
      }
    };
    return { request } as unknown as LockManager;
  }
}

/** A cache storage of one cache. A handle that was opened before the cache was deleted writes into an orphan. */
export class FakeCaches {
  private records: Map<string, Response> | undefined;
  readonly operations: string[] = [];

  get urls(): string[] {
    return [...(this.records?.keys() ?? [])];
  }

  of(gate: Gate): CacheStorage {
    const step = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
      await gate(name);
      this.operations.push(name);
      const result = await work();
      await gate(`${name}, done`);
      return result;
    };
    const matchIn = (records: Map<string, Response> | undefined, url: string): Response | undefined =>
      records?.get(url)?.clone();
    const open = (): Cache => {
      const records = (this.records ??= new Map<string, Response>());
      return {
        keys: () => step('keys', () => [...records.keys()].map((url) => new Request(url))),
        match: (url: string) => step('match', () => matchIn(records, url)),
        put: (url: string, response: Response) => step('put', () => records.set(url, response)),
        delete: (url: string) => step('delete', () => records.delete(url)),
      } as unknown as Cache;
    };
    return {
      has: () => step('has', () => !!this.records),
      open: () => step('open', open),
      match: (url: string) => step('match', () => matchIn(this.records, url)),
      delete: () =>
        step('delete all', () => {
          const had = !!this.records;
          this.records = undefined;
          return had;
        }),
    } as unknown as CacheStorage;
  }
}

export const SCOPE = 'd\n';

/** The writes of a store that are steps of their own. */
const WRITES = ['put', 'updateMetadata', 'delete', 'invalidate', 'follow', 'deletePrefix'] as const;
const OTHERS = ['clear', 'setState', 'record', 'evict'] as const;

/** A store whose writes pass through a gate. */
function gated(store: Store, gate: Gate): Store {
  const wrap = (name: keyof Store): unknown => {
    const write = store[name] as (...args: unknown[]) => Promise<unknown>;
    return async (...args: unknown[]) => {
      await gate(name);
      const result = await write(...args);
      await gate(`${name}, done`);
      return result;
    };
  };
  const wrapped = [...WRITES, ...OTHERS].map((name) => [name, wrap(name)]);
  return { ...store, ...(Object.fromEntries(wrapped) as Partial<Store>) };
}

export interface Worker {
  tier: HotTier;
  store: Store;
  kill(): void;
}

/** What all workers of a site share. */
export class Site {
  constructor(readonly database: Store = memoryStore()) {}
  readonly caches = new FakeCaches();
  readonly lock = new FakeLock();

  start(gate: Gate = () => Promise.resolve(), isImpatient?: () => boolean): Worker {
    const owner = {};
    let isKilled = false;
    const pass: Gate = async (step) => {
      await gate(step);
      if (isKilled) await new Promise(() => undefined);
    };
    const tier = createHotTier({
      scopesOf: () => [SCOPE],
      storage: this.caches.of(pass),
      locks: this.lock.of(owner, isImpatient),
      idleMs: 0,
      // A busy machine is slower than a visitor is patient.
      patienceMs: 1000,
    });
    return {
      tier,
      store: tier.over(gated(this.database, pass)),
      kill: () => {
        isKilled = true;
        this.lock.kill(owner);
      },
    };
  }

  /** Fills the tier with what the database has. */
  async fill(): Promise<void> {
    const { tier, store } = this.start();
    await tier.facts();
    await store.record({ used: new Map([['', 1]]), counts: {} });
    await tier.refilled();
  }
}
