/** The stored invalidation marks (rules 4 and 31). */
import type { PageEntry } from '../core/cache/entry.js';
import { EVERYTHING, invalidatedBy, marksOn, type Mark, type Mode } from '../core/cache/invalidation.js';
import { MAX_MARKS, type Marking } from './store.js';
import type { Tables } from './tables/tables.js';

/** The row with the number of marks and the numbers of the last ones. A separate table, so that reads do not wait. */
const SUMMARY = '';

type Summary = { count: number } & Record<Mode, number>;

/** @param first the number that marks begin at, where there is none yet */
const readSummary = async (tables: Tables, first: number): Promise<Readonly<Summary>> =>
  ((await tables.get('marks', SUMMARY)) as Summary | undefined) ?? { count: 0, soft: first, hard: 0 };

/** The number of the last mark; 0 if there is none, NaN if the row is damaged. */
export async function lastMark(tables: Tables): Promise<number> {
  const { soft, hard } = await readSummary(tables, 0);
  return Math.max(soft, hard);
}

/**
 * How the page was invalidated since its request. Most pages are newer than the last mark: their marks are not read.
 */
export async function invalidatedSince(
  tables: Tables,
  entry: PageEntry,
  last: number,
): Promise<Mode | undefined> {
  if (entry.fence >= last || last === 0) return undefined;
  return invalidatedBy(
    await Promise.all(marksOn(entry).map((name) => tables.get('marks', name))),
    entry.fence,
  );
}

/** When the page was last invalidated, in milliseconds since the epoch; 0 if never. */
export async function markedAt(tables: Tables, page: Parameters<typeof marksOn>[0]): Promise<number> {
  if (!(await lastMark(tables))) return 0;
  const marks = await Promise.all(marksOn(page).map((name) => tables.get('marks', name)));
  return Math.max(...marks.map((found) => found?.at ?? 0));
}

/**
 * Writes a mark under each name. Calls that are written together share one number.
 * @param at milliseconds since the epoch
 */
export async function mark(tables: Tables, take: () => readonly Marking[], at: number): Promise<undefined[]> {
  // No page has a fence as high as a time: where the row is lost or damaged, the next mark is above all fences.
  const found = await readSummary(tables, at);
  const all = Number.isFinite(found.soft + found.hard)
    ? { ...found }
    : { count: Infinity, soft: at, hard: at };
  const last = Math.max(all.soft, all.hard) + 1;
  const markings = take();
  const marks = new Map<string, Partial<Mark>>();
  for (const { names, mode } of markings) {
    all[mode] = last;
    for (const name of names) marks.set(name, { ...marks.get(name), [mode]: last });
  }
  const put = async ([name, given]: [string, Partial<Mark>]): Promise<void> => {
    const before = await tables.get('marks', name);
    if (!before) all.count += 1;
    await tables.put('marks', name, { soft: 0, hard: 0, ...before, ...given, at });
  };
  if (marks.size > MAX_MARKS) all.count = Infinity;
  else await Promise.all([...marks].map(put));
  if (all.count > MAX_MARKS) {
    await tables.clear('marks');
    await tables.put('marks', EVERYTHING, { soft: last, hard: all.hard, at });
    all.count = 1;
  }
  await tables.put('marks', SUMMARY, all);
  return markings.map(() => undefined);
}
