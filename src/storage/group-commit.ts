/**
 * Group commit: what comes to be written while a write is under way is written together in the next transaction, since
 * ten pages in one cost little more than two alone. No timer: a transaction is begun for the first of a group at once,
 * and whatever has come by the time it is its turn goes with it.
 */

/** What one transaction may hold: a long one holds up the reads behind it. */
const MAX_GROUP_SIZE = 10;

export interface GroupCommit<I, O> {
  add(item: I): Promise<O>;
  /** To be called before any other write, so that what comes after that does not overtake it. */
  end(): void;
}

/** @param write begins a transaction; its items are there to be taken once it is its turn */
export function createGroupCommit<I, O>(
  write: (take: () => readonly I[]) => Promise<readonly O[]>,
): GroupCommit<I, O> {
  let current: { items: I[]; written: Promise<readonly O[]> } | undefined;
  let ends = 0;

  const begin = (item: I): NonNullable<typeof current> => {
    const items = [item];
    const take = (): readonly I[] => {
      if (current?.items === items) current = undefined;
      return items;
    };
    return { items, written: write(take) };
  };

  return {
    async add(item) {
      if (current) current.items.push(item);
      else current = begin(item);
      const { items, written } = current;
      if (items.length === MAX_GROUP_SIZE) current = undefined;
      const at = items.indexOf(item);
      const before = ends;
      try {
        return (await written)[at] as O;
      } catch (error) {
        // One of them may not fit: alone, each fails by itself. What came after them may have been to delete them.
        if (items.length === 1 || ends !== before) throw error;
        return (await write(() => [item]))[0] as O;
      }
    },
    end() {
      current = undefined;
      ends += 1;
    },
  };
}
