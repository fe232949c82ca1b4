/** A layer of the store that keeps the hot tier right: present means valid. */
import type { Store } from '../store.js';
import type { Concern, HotGuard } from './hot-guard.js';

export interface HotStoreOptions {
  guard: HotGuard;
  /** Called when a write begins, and when it has ended. */
  onWrite: () => void;
  /** Called with the keys that were used. */
  onUsed: (keys: Iterable<string>) => void;
  /** Called when the browser's quota is exceeded. */
  onFull: () => Promise<unknown>;
}

const LEFT_COPY = 'LeftCopyError';

/** Whether a write was refused because of a copy alone: the database has it. */
export const isLeftCopy = (error: unknown): boolean => (error as Error).name === LEFT_COPY;

const leftCopy = (): Error =>
  Object.assign(new Error('a copy in Cache Storage could not be deleted'), { name: LEFT_COPY });

/** Guards the writes of a store. */
export function hotStore(store: Store, { guard, onWrite, onUsed, onFull }: HotStoreOptions): Store {
  /**
   * @param mustBeKnown the write is refused if a copy may be left that contradicts it: the caller does not count on it,
   * and tries again. The database has it then, as after any write that was late.
   */
  const guarded = async <T>(concern: Concern, write: () => Promise<T>, mustBeKnown: boolean): Promise<T> => {
    onWrite();
    const before = guard.before(concern);
    let isOut = true;
    let result: T;
    try {
      isOut = await before;
      result = await write();
    } catch (error) {
      if ((error as Error).name === 'QuotaExceededError') await onFull();
      throw error;
    } finally {
      isOut = (await guard.after()) && isOut;
      onWrite();
    }
    if (!isOut && mustBeKnown) throw leftCopy();
    return result;
  };
  const page = (key: string, facts: boolean): Concern => ({ keys: [key], facts });

  return {
    ...store,
    put: (entry, body) => guarded(page(entry.key, true), () => store.put(entry, body), false),
    updateMetadata: (entry) => guarded(page(entry.key, false), () => store.updateMetadata(entry), false),
    delete: (key) => guarded(page(key, true), () => store.delete(key), true),
    invalidate: (names, mode) => guarded('everything', () => store.invalidate(names, mode), true),
    follow: (position, markings, at) =>
      markings.length
        ? guarded('everything', () => store.follow(position, markings, at), true)
        : store.follow(position, markings, at),
    deletePrefix: (prefix) => guarded('everything', () => store.deletePrefix(prefix), true),
    clear: () => guarded('everything', () => store.clear(), true),
    async record(usage) {
      await store.record(usage);
      onUsed(usage.used.keys());
    },
    setState: (name, ...row) =>
      name === 'settings'
        ? guarded({ keys: [], facts: true }, () => store.setState(name, ...row), true)
        : store.setState(name, ...row),
  };
}
