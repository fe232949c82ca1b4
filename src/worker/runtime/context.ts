/** The effects of the worker: store, network, clock, clients, settings. Tests replace this object. */
import type { ResolvedConfig } from '../../config/resolve.js';
import { scopeOf } from '../../core/cache/key.js';
import { IsrError } from '../../shared/errors.js';
import { createResilientStore, type UseStore } from '../../storage/layers/resilient-store.js';
import { openIndexedDbStore } from '../../storage/tables/indexed-db.js';
import type { HotFacts } from '../../storage/hot/hot-format.js';
import { createHotTier, type HotTier } from '../../storage/hot/hot-tier.js';
import { createTierFirst } from '../../storage/hot/tier-first.js';
import { isLeftCopy } from '../../storage/hot/hot-store.js';
import { standInStore } from '../../storage/layers/stand-in-store.js';
import { memoryStore } from '../../storage/tables/memory.js';
import { cachedStore } from '../../storage/layers/cached-store.js';
import { quotaStore } from '../../storage/layers/quota-store.js';
import { shareSettings } from '../../storage/settings-channel.js';
import type { Settings, Store, Stored } from '../../storage/store.js';
import { createNotifier, type Notifier } from './notify-clients.js';
import { createUsage, type UsageLog } from './usage.js';

declare const self: ServiceWorkerGlobalScope;

export interface Context {
  readonly config: ResolvedConfig;
  readonly use: UseStore;
  /** Reads a key: from the hot tier while the database is closed, if the tier knows the answer. */
  readonly read: (key: string) => Promise<Stored>;
  /** Begins to read a key that is most likely asked for next. */
  readonly readAhead: (key: string) => void;
  /** Copies of pages in Cache Storage, for a worker that has just started. */
  readonly hotTier: Pick<HotTier, 'noteStart' | 'drop'>;
  /** Opens the database, unless it is open. Never rejects. */
  readonly openDatabase: () => Promise<unknown>;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** False if the browser knows that there is no network. */
  readonly online: () => boolean;
  /** Whether a newer worker waits for this one to end. */
  readonly isReplaced: () => boolean;
  readonly notifier: Notifier;
  readonly usage: UsageLog;
  /** Waits for other warmed pages, so that they are written together. Absent outside warming. */
  readonly batchWrites?: () => Promise<unknown>;
  /** Raised each time pages are cleared. An answer to an earlier request is not stored. */
  readonly clears: {
    generation: number;
    /** The worker is being unregistered: it answers and stores nothing more. */
    isOver?: boolean;
  };
  /** Raised each time a deployment is activated; and the deployment whose shells and offline pages are stored. */
  readonly activations: { generation: number; resourcesStoredFor?: string };
  /** The client IDs of open tabs. */
  readonly tabs: () => Promise<string[]>;
  /** The event that a handler of another router was called with. Plugins get it. */
  readonly event?: ExtendableEvent;
  /** The key of module state (see `perWorker`). */
  readonly memory: object;
  /** Reports an error that the visitor does not see: on the console, and as an `error` event. */
  readonly report: (error: unknown) => void;
  /** @param meanwhile is called while the settings are read, unless they are in memory */
  readonly settings: (meanwhile?: () => void) => Promise<Settings>;
  /** Changes the stored settings with one durable write. A function gets the stored settings. */
  readonly changeSettings: (
    change: Partial<Settings> | ((stored: Settings) => Partial<Settings>),
  ) => Promise<Settings>;
}

export function createContext(config: ResolvedConfig): Context {
  const now = (): number => Date.now();
  const notifier = createNotifier(now);
  const report = (error: unknown): void => {
    const { code, message } = error instanceof IsrError ? error : new IsrError('failed', String(error));
    console.warn(`[sw-isr] ${message}`);
    notifier.tell('error', { code, message });
  };
  let channel: BroadcastChannel | undefined;
  let announceSettings: (() => void) | undefined;
  let cached: Promise<Settings> | undefined;
  const clears: Context['clears'] = { generation: 0 };
  const hotTier = createHotTier({
    scopesOf: ({ deployment = config.deployment, user = '' } = { deployments: [] }) =>
      [...new Set(['', user])].map((partition) => scopeOf(deployment, partition)),
  });
  let isReading = false;
  const tierFirst = createTierFirst();
  /** The settings in memory may be those of a store that stands in for the database. */
  let areProvisional = false;
  const listenToSettings = (): void => {
    announceSettings ??= shareSettings(() => {
      cached = undefined;
      hotTier.forget();
    });
  };
  /** Settings that the database has not said are read again. */
  const leaveTier = (): void => {
    if (tierFirst.leave() || areProvisional) cached = undefined;
    areProvisional = false;
  };
  const open = async (onLost: () => void): Promise<Store> => {
    // The database is being deleted: it would be made anew.
    if (clears.isOver) return memoryStore();
    const opening = openIndexedDbStore(onLost);
    channel ??= new BroadcastChannel('sw-isr');
    listenToSettings();
    try {
      const layered = hotTier.over(await opening);
      leaveTier();
      return quotaStore(cachedStore(layered, channel));
    } catch (error) {
      tierFirst.leave();
      areProvisional = true;
      // What is written to the store that stands in takes no copy out.
      hotTier.drop().catch(report);
      throw error;
    }
  };
  const useStore = createResilientStore({ open, fallback: standInStore, report });
  const use: UseStore = (work, deadline) =>
    useStore(work, deadline).catch((error: unknown) => {
      // The next worker must not believe a copy that could not be taken out.
      hotTier.drop().catch(report);
      throw error;
    });
  const get = (key: string) => (): Promise<Stored> => use((store) => store.get(key));
  const readSettings = (): Promise<Pick<HotFacts, 'settings'>> =>
    tierFirst.ask<Pick<HotFacts, 'settings'>>(
      () => hotTier.facts(),
      async () => ({ settings: await use((store) => store.state('settings')) }),
    );
  const settings: Context['settings'] = (meanwhile) => {
    if (cached) {
      if (isReading) meanwhile?.();
      return cached;
    }
    // Before the settings are read: a change that follows is not missed.
    listenToSettings();
    isReading = true;
    cached = readSettings()
      .finally(() => void (isReading = false))
      .catch((error: unknown) => {
        cached = undefined;
        report(error);
      })
      // A damaged row may lack them.
      .then((stored) => ({ deployments: [], ...stored?.settings }));
    meanwhile?.();
    return cached;
  };

  return {
    config,
    use,
    read: (key) => tierFirst.ask(() => hotTier.read(key), get(key)),
    readAhead(key) {
      if (tierFirst.isAsked()) hotTier.readAhead(key);
      tierFirst.ask<unknown>(() => hotTier.facts(), get(key)).catch(() => undefined);
    },
    hotTier: {
      ...hotTier,
      drop(forGood) {
        leaveTier();
        return hotTier.drop(forGood);
      },
    },
    openDatabase: () => use(() => Promise.resolve()).catch(report),
    fetch: (request) => fetch(request),
    now,
    random: () => Math.random(),
    online: () => navigator.onLine,
    isReplaced: () => !!self.registration.waiting,
    notifier,
    usage: createUsage({ use, now, report, clears }),
    memory: {},
    clears,
    activations: { generation: 0 },
    tabs: async () => (await self.clients.matchAll({ includeUncontrolled: true })).map(({ id }) => id),
    report,
    settings,
    // The lock spans all workers: no change overwrites another.
    changeSettings: (change) =>
      navigator.locks.request('isr:settings', () =>
        use(async (store) => {
          const stored = { deployments: [], ...(await store.state('settings')) };
          const next = { ...stored, ...(typeof change === 'function' ? change(stored) : change) };
          await store.setState('settings', next, 'strict').catch((error: unknown) => {
            // The database has the change, and the caller does not count on it.
            if (isLeftCopy(error)) cached = undefined;
            throw error;
          });
          cached = Promise.resolve(next);
          return next;
        }).finally(() => announceSettings?.()),
      ),
  };
}
