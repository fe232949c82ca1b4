/** The marks that make pages out of date, in the store (rules 4 and 31). */
import type { PageEntry } from '../core/entry.js';
import { EVERYTHING, invalidatedBy, marksOn, type Mode } from '../core/invalidation.js';
import { MAX_MARKS, type MarkCount } from './store.js';
import type { Tables } from './tables.js';

export const markCount = async (tables: Tables): Promise<MarkCount> =>
  ((await tables.get('state', 'marks')) as MarkCount | undefined) ?? { count: 0, last: 0, hard: 0 };

/** What was marked under the page's names since it was asked for. Most pages are newer than the last mark of all. */
export async function invalidatedSince(
  tables: Tables,
  entry: PageEntry,
  { last }: MarkCount,
): Promise<Mode | undefined> {
  if (entry.fence >= last || !last) return undefined;
  return invalidatedBy(
    await Promise.all(marksOn(entry).map((name) => tables.get('marks', name))),
    entry.fence,
  );
}

/** Writes one mark under each of the names. */
export async function mark(tables: Tables, names: readonly string[], mode: Mode): Promise<void> {
  const had = await markCount(tables);
  const last = had.last + 1;
  let { count } = had;
  const put = async (name: string): Promise<void> => {
    const before = await tables.get('marks', name);
    if (!before) count += 1;
    await tables.put('marks', name, { soft: 0, hard: 0, ...before, [mode]: last });
  };
  await Promise.all(names.map(put));
  const hard = mode === 'hard' ? last : had.hard;
  if (count > MAX_MARKS) {
    await tables.clear('marks');
    await tables.put('marks', EVERYTHING, { soft: last, hard });
    count = 1;
  }
  await tables.put('state', 'marks', { count, last, hard });
}
