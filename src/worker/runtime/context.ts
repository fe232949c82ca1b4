/** Everything the worker's steps touch beyond their arguments: the only seam between them and the browser. */
import type { ResolvedConfig } from '../../config/resolve.js';
import { IsrError } from '../../shared/errors.js';
import { createResilientStore, type UseStore } from '../../storage/layers/resilient-store.js';
import { openIndexedDbStore } from '../../storage/tables/indexed-db.js';
import { memoryStore } from '../../storage/tables/memory.js';
import { cachedStore } from '../../storage/layers/cached-store.js';
import { quotaStore } from '../../storage/layers/quota-store.js';
import { shareSettings } from '../../storage/settings-channel.js';
import type { Settings, Store } from '../../storage/store.js';
import { createNotifier, type Notifier } from './notify-clients.js';
import { createUsage, type UsageLog } from './usage.js';

declare const self: ServiceWorkerGlobalScope;

export interface Context {
  readonly config: ResolvedConfig;
  readonly use: UseStore;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** False where the browser knows that there is no network. */
  readonly online: () => boolean;
  /** Whether a newer worker waits for this one to have nothing to do. */
  readonly isReplaced: () => boolean;
  readonly notifier: Notifier;
  readonly usage: UsageLog;
  /** Waits until what nobody asked for may be written, with what else has come by then. */
  readonly batchWrites?: () => Promise<unknown>;
  /** How often pages were wiped: what was asked for before is not stored after. */
  readonly wipes: { count: number };
  /** How often a deployment was activated, and the one whose shells are known to be stored. */
  readonly activations: { count: number; stocked?: string };
  /** The documents that are open in tabs, by their clients' IDs. */
  readonly tabs: () => Promise<string[]>;
  /** Identifies the worker: modules keep their state by it. */
  readonly memory: object;
  /** Tells of trouble that the visitor does not notice. */
  readonly report: (error: unknown) => void;
  /** @param meanwhile is called when they are asked for, where that was not done yet */
  readonly settings: (meanwhile?: () => void) => Promise<Settings>;
  /** Changes what is stored, with one durable write; a function gets what that is. */
  readonly changeSettings: (
    change: Partial<Settings> | ((had: Settings) => Partial<Settings>),
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
  let tellWritten: (() => void) | undefined;
  // What is remembered here can be read again; it is dropped when reading it failed.
  let known: Promise<Settings> | undefined;
  const open = async (onLost: () => void): Promise<Store> => {
    const opening = openIndexedDbStore(onLost);
    channel ??= new BroadcastChannel('sw-isr');
    tellWritten ??= shareSettings(() => {
      known = undefined;
    });
    return quotaStore(cachedStore(await opening, channel));
  };
  const use = createResilientStore({ open, fallback: memoryStore, report, now });

  const settings: Context['settings'] = (meanwhile) => {
    if (known) return known;
    known = use((store) => store.state('settings'))
      .catch((error: unknown) => {
        known = undefined;
        report(error);
      })
      .then((found) => found ?? { deployments: [] });
    meanwhile?.();
    return known;
  };

  return {
    config,
    use,
    fetch: (request) => fetch(request),
    now,
    random: () => Math.random(),
    online: () => navigator.onLine,
    isReplaced: () => !!self.registration.waiting,
    notifier,
    usage: createUsage(use, now, report),
    memory: {},
    wipes: { count: 0 },
    activations: { count: 0 },
    tabs: async () => (await self.clients.matchAll({ includeUncontrolled: true })).map(({ id }) => id),
    report,
    settings,
    // One after the other, over all workers, each on what is stored: no change undoes another.
    changeSettings: (change) =>
      navigator.locks.request('isr:settings', () =>
        use(async (store) => {
          const had = { deployments: [], ...(await store.state('settings')) };
          const next = { ...had, ...(typeof change === 'function' ? change(had) : change) };
          await store.setState('settings', next, 'strict');
          known = Promise.resolve(next);
          return next;
        }).finally(() => tellWritten?.()),
      ),
  };
}
