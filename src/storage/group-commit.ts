/**
 * Group commit. Items that arrive while a write is under way are written together in the next transaction: ten pages in
 * one transaction cost little more than two in two. There is no timer. The first item of a group begins a transaction
 * at once, and items that arrive before it starts join it.
 */

/** Items per transaction: a long one blocks the reads behind it. */
const MAX_GROUP_SIZE = 10;

export interface GroupCommit<I, O> {
  add(item: I): Promise<O>;
  /** Closes the current group. Call it before any other write, so that later items do not overtake that write. */
  end(): void;
}

/** @param write begins a transaction, which calls `take` for its items once it starts */
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
        // One item may not fit, so each is tried alone. Not after another write: it may have deleted the items.
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
