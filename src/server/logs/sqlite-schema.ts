/** The tables of a log in SQLite, and the epoch of an opened one. */
import type { LogState } from '../log.js';
import { newEpoch } from './epoch.js';
import { type Database, transaction } from './sqlite-driver.js';
import type { Mark } from './sqlite-mark.js';

const TABLES = `
  CREATE TABLE IF NOT EXISTS log (
    only INTEGER PRIMARY KEY CHECK (only = 1), epoch TEXT NOT NULL, last INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS events (
    sequence INTEGER PRIMARY KEY, at REAL NOT NULL, event TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS webhooks (
    id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, stored_at REAL NOT NULL
  ) WITHOUT ROWID;
`;

type Named = Pick<LogState, 'epoch' | 'last'>;

export const readLog = (database: Database): Named | undefined =>
  database.prepare('SELECT epoch, last FROM log').get() as Named | undefined;

/** Creates the tables where they are missing, and gives a new or restored log its epoch. */
export function prepareLog(database: Database, mark: Mark): void {
  transaction(database, () => {
    database.exec(TABLES);
    const log = readLog(database);
    if (log && mark.matches(log)) return;
    const made = { epoch: newEpoch(Date.now(), log?.epoch), last: log?.last ?? 0 };
    database.prepare('INSERT OR REPLACE INTO log VALUES (1, ?, ?)').run(made.epoch, made.last);
    // Another process must not find the database without the mark, so it is written before the lock is released.
    mark.write(made);
  });
}
