/** What a worker asks of the hot tier. */
import type { Store, Stored } from '../store.js';
import type { HotFacts } from './hot-format.js';

export interface HotTier {
  /** What is known without the database; undefined if nothing is. */
  facts(): Promise<HotFacts | undefined>;
  /** Another worker has written: the facts are read again when they are needed. */
  forget(): void;
  /** Begins to read a key that is most likely asked for next. */
  readAhead(key: string): void;
  /** What the database has under the key; undefined if only the database knows. */
  read(key: string): Promise<Stored | undefined>;
  /** The page of the worker's first navigation. */
  noteStart(key: string): void;
  /** Guards the writes of a store. Refills read the store that was guarded last. */
  guard(store: Store): Store;
  /** Resolves when a refill that is due has ended. */
  refilled(): Promise<unknown>;
  /** Deletes the tier. @param forGood this worker fills it no more */
  drop(forGood?: boolean): Promise<unknown>;
}

/** Where there is no Cache Storage. */
export const noHotTier = (): HotTier => ({
  facts: () => Promise.resolve(undefined),
  forget: () => undefined,
  readAhead: () => undefined,
  read: () => Promise.resolve(undefined),
  noteStart: () => undefined,
  guard: (store) => store,
  refilled: () => Promise.resolve(),
  drop: () => Promise.resolve(),
});
