/** The totals: number and size of the stored entries. They are kept in a row, so that no write has to count them. */
import type { Entry } from '../../core/cache/entry.js';
import { countOf, type Totals } from '../../core/cache/eviction.js';
import type { Table, Tables, Transact } from './tables.js';

/** The tables in which pages are stored and deleted. */
export const PAGES: readonly Table[] = ['entries', 'bodies', 'state'];

/** The totals with these entries. @param sign -1: without them */
export function totalsWith(totals: Totals, changed: readonly Entry[], sign: 1 | -1): Totals {
  let { entries, bytes, overhead = 0 } = totals;
  for (const entry of changed) {
    entries += sign;
    bytes += sign * countOf(entry.size);
    overhead += sign * countOf(entry.overhead);
  }
  return { entries, bytes, overhead };
}

const rowIn = (tables: Tables): Promise<Totals | undefined> =>
  tables.get('state', 'totals') as Promise<Totals | undefined>;

/** Whether the row counts all: an older version writes one without the bytes of the headers; and a row may be damaged. */
const isWhole = (row: Totals | undefined): row is Totals =>
  !!row && Number.isFinite(row.entries + row.bytes + (row.overhead ?? NaN));

/**
 * The totals. Entries are counted if the row is missing: before the first page, after deletes on a full disk, and when
 * an older version has written it.
 */
export async function totalsIn(tables: Tables): Promise<Totals> {
  const known = await rowIn(tables);
  if (isWhole(known)) return known;
  const all = await tables.entries(undefined, '', '\uffff');
  return totalsWith({ entries: 0, bytes: 0 }, all, 1);
}

/** The totals without these entries. */
export const without = (totals: Totals, gone: readonly Entry[]): Totals => totalsWith(totals, gone, -1);

/** Deletes entries with their bodies. */
export const remove = (tables: Tables, gone: readonly Entry[]): Promise<unknown> =>
  Promise.all(gone.flatMap(({ key }) => [tables.delete('entries', key), tables.delete('bodies', key)]));

/** Deletes entries and subtracts them at once: a part of a transaction that the browser ends early may be committed. */
async function subtract(tables: Tables, gone: readonly Entry[]): Promise<void> {
  const known = await rowIn(tables);
  await Promise.all([
    remove(tables, gone),
    isWhole(known) && tables.put('state', 'totals', without(known, gone)),
  ]);
}

/**
 * Runs a transaction that deletes entries, and returns how many. A full disk refuses every transaction that writes a
 * row, but none that only deletes. So if it fails, it runs again and deletes the row of the totals instead of updating
 * it. The totals are then counted when they are read next.
 * @param work returns the entries to delete
 */
export async function deleting(
  write: Transact,
  work: (tables: Tables) => Promise<readonly Entry[]>,
): Promise<number> {
  const run = (update: (tables: Tables, gone: readonly Entry[]) => Promise<unknown>): Promise<number> =>
    write('readwrite', PAGES, async (tables) => {
      const gone = await work(tables);
      if (gone.length) await update(tables, gone);
      return gone.length;
    });
  return run(subtract).catch(() =>
    run((tables, gone) => Promise.all([remove(tables, gone), tables.delete('state', 'totals')])),
  );
}
