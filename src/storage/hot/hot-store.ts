/** A layer of the store that keeps the hot tier right: the facts are deleted before the database is written. */
import type { Store } from '../store.js';
import type { HotGuard } from './hot-guard.js';

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
  /** Resolves to the result, and whether no copy is left that contradicts it. */
  const write = async <T>(
    work: () => Promise<T>,
    isDeletion = false,
  ): Promise<[result: T, isGone: boolean]> => {
    onWrite();
    let isGone = false;
    let result: T;
    try {
      isGone = await guard.before(isDeletion);
      result = await work();
    } catch (error) {
      if ((error as Error).name === 'QuotaExceededError') await onFull();
      throw error;
    } finally {
      isGone = (await guard.after()) && isGone;
      onWrite();
    }
    return [result, isGone];
  };
  /** A write that is not refused: if a copy of before is left, the next worker shows an older page. */
  const replacing = async <T>(work: () => Promise<T>): Promise<T> => (await write(work))[0];
  /**
   * A write that no copy may contradict. If one may be left, the write is refused: its caller does not count on it, and
   * tries again. The database has it then, as after any write that was late.
   */
  const final = async <T>(work: () => Promise<T>, isDeletion = false): Promise<T> => {
    const [result, isGone] = await write(work, isDeletion);
    if (!isGone) throw leftCopy();
    return result;
  };

  return {
    ...store,
    put: (entry, body) => replacing(() => store.put(entry, body)),
    updateMetadata: (entry) => replacing(() => store.updateMetadata(entry)),
    delete: (key) => final(() => store.delete(key), true),
    invalidate: (names, mode) => final(() => store.invalidate(names, mode)),
    follow(position, markings, at) {
      const work = (): Promise<void> => store.follow(position, markings, at);
      return markings.length ? final(work) : work();
    },
    deletePrefix: (prefix) => final(() => store.deletePrefix(prefix), true),
    clear: () => final(() => store.clear(), true),
    async record(usage) {
      await store.record(usage);
      onUsed(usage.used.keys());
    },
    setState(name, ...row) {
      const work = (): Promise<unknown> => store.setState(name, ...row);
      return name === 'settings' ? final(work) : work();
    },
  };
}
