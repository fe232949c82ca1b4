/** Filters, sorts and dates the listed pages. Pure: the time is an argument. */
import type { InspectedPage } from '../../shared/messages.js';

/** A page, and when it was listed. */
export interface Row extends InspectedPage {
  /** Milliseconds since the epoch. */
  readonly listedAt: number;
  readonly path: string;
}

export type State = InspectedPage['state'];

export interface Filter {
  /** Words that the path, the title or a tag contains. */
  readonly words: string;
  readonly route: string;
  readonly state: string;
  readonly tag: string;
}

export const NO_FILTER: Filter = { words: '', route: '', state: '', tag: '' };

export const SORTS = ['path', 'state', 'age', 'size', 'deployment', 'lastUsedAt'] as const;
export type Sort = (typeof SORTS)[number];

export const rowOf = (page: InspectedPage, listedAt: number): Row => {
  const { pathname, search } = new URL(page.url);
  return { ...page, listedAt, path: pathname + search };
};

/** Seconds since the page was generated, at a moment. */
export const ageAt = ({ age, listedAt }: Row, now: number): number =>
  age + Math.max(0, now - listedAt) / 1000;

const isPast = (limit: number | null, age: number): boolean => limit !== null && age >= limit;

/** A fresh page becomes stale, and expires, while it is looked at. */
export function stateAt(row: Row, now: number): State {
  const age = ageAt(row, now);
  if (row.state === 'expired' || isPast(row.expire, age)) return 'expired';
  return row.state === 'fresh' && isPast(row.revalidate, age) ? 'stale' : row.state;
}

/** The part of a page's lifetime that is over, from 0 to 1. */
export const spentAt = (row: Row, now: number): number =>
  row.state !== 'fresh' ? 1 : row.revalidate ? Math.min(1, ageAt(row, now) / row.revalidate) : 0;

function isWanted(row: Row, filter: Filter, now: number): boolean {
  const { words, route, state, tag } = filter;
  if (route && row.route !== route) return false;
  if (state && stateAt(row, now) !== state) return false;
  if (tag && !row.tags.includes(tag)) return false;
  if (!words) return true;
  const text = `${row.path} ${row.title} ${row.tags.join(' ')}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const ORDER: readonly State[] = ['fresh', 'stale', 'expired'];

const COMPARE: Record<Sort, (a: Row, b: Row, now: number) => number> = {
  path: (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
  state: (a, b, now) => ORDER.indexOf(stateAt(a, now)) - ORDER.indexOf(stateAt(b, now)),
  age: (a, b, now) => ageAt(a, now) - ageAt(b, now),
  size: (a, b) => a.size - b.size,
  deployment: (a, b) => (a.deployment < b.deployment ? -1 : a.deployment > b.deployment ? 1 : 0),
  lastUsedAt: (a, b) => b.lastUsedAt - a.lastUsedAt,
};

export interface Selection {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly isDescending: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The rows that a filter leaves, in the order asked for. */
export function select(rows: readonly Row[], { filter, sort, isDescending, now }: Selection): Row[] {
  const wanted = rows.filter((row) => isWanted(row, filter, now));
  const sign = isDescending ? -1 : 1;
  return wanted.sort((a, b) => sign * COMPARE[sort](a, b, now));
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** What can be filtered by. */
export const choicesOf = (rows: readonly Row[]): { routes: string[]; tags: string[] } => ({
  routes: distinct(rows.flatMap(({ route }) => route ?? [])),
  tags: distinct(rows.flatMap(({ tags }) => tags)).slice(0, 500),
});

/** Bytes of the stored pages by route, the largest first. */
export function bytesByRoute(rows: readonly Row[]): { route: string; bytes: number; pages: number }[] {
  const sums = new Map<string, { bytes: number; pages: number }>();
  for (const { route, size } of rows) {
    const name = route ?? 'no route';
    const sum = sums.get(name) ?? { bytes: 0, pages: 0 };
    sums.set(name, { bytes: sum.bytes + size, pages: sum.pages + 1 });
  }
  return [...sums].map(([route, sum]) => ({ route, ...sum })).sort((a, b) => b.bytes - a.bytes);
}
