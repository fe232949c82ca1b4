/** What tests look for in a database. */
import assert from 'node:assert/strict';
import type { DATABASES, Database } from './database.js';

export type Name = keyof typeof DATABASES;
type Row = Record<string, unknown>;

export const rowsOf = (database: Database, table: string): [key: string, row: Row][] =>
  (database.tables[table]?.rows ?? []) as [string, Row][];

export const stateIn = (database: Database, name: string): Row | undefined =>
  rowsOf(database, 'state').find(([key]) => key === name)?.[1];

export const settingsIn = (
  database: Database,
): { user?: string; deployment?: string; deployments: readonly string[]; cookies?: object } => ({
  deployments: [],
  ...stateIn(database, 'settings'),
});

/** The row of the totals says what the entries add up to. */
export function assertTotals(database: Database): void {
  const entries = rowsOf(database, 'entries').map(([, row]) => row);
  const sum = (field: string): number => entries.reduce((all, row) => all + Number(row[field] ?? 0), 0);
  const { overhead = 0, ...totals } = stateIn(database, 'totals') ?? {};
  assert.deepEqual(
    { ...totals, overhead },
    { entries: entries.length, bytes: sum('size'), overhead: sum('overhead') },
  );
  const bodies = rowsOf(database, 'bodies').map(([key]) => key);
  const pages = entries.filter(({ kind }) => kind === 'page').map(({ key }) => key);
  assert.deepEqual(bodies, pages, 'each page has a body, and each body a page');
}
