/**
 * Stands in for a store that cannot be opened (rule 33). Pages are kept in memory. A change that has to outlast the
 * worker is made in memory and then refused: the next worker may open the store, and would not know of it.
 */
import type { Store } from '../store.js';
import { memoryStore } from '../tables/memory.js';

export function standInStore(): Store {
  const memory = memoryStore();
  const refuse = async (done: Promise<unknown> | undefined): Promise<never> => {
    await done;
    throw new Error('it is in memory alone');
  };
  // A mark in memory would have no number of the disk's: a page that was requested after it could never be invalidated.
  const dropPages = (): Promise<void> => memory.deletePrefix('');
  return {
    ...memory,
    invalidate: () => refuse(dropPages()),
    follow: (_position, markings) => refuse(markings.length ? dropPages() : undefined),
    deletePrefix: (prefix) => refuse(memory.deletePrefix(prefix)),
    clear: () => refuse(memory.clear()),
    setState(...row) {
      const done = memory.setState(...row);
      return row[2] ? refuse(done) : done;
    },
  };
}
