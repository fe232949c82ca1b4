/** The SQLite that this program has: of Node itself, else of the optional package `libsql`. */
import { failure } from '../../shared/errors.js';

type Value = string | number | null;

export interface Statement {
  run(...values: Value[]): unknown;
  get(...values: Value[]): unknown;
  all(...values: Value[]): unknown[];
}

/** What `node:sqlite` and `libsql` have in common. */
export interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): void;
}

type DatabaseClass = new (file: string) => Database;

/** Bundlers do not follow a name that they cannot read: this package may be bundled for a place without SQLite. */
const importModule = (name: string) => import(/* @vite-ignore */ name) as Promise<Record<string, unknown>>;

/** @throws IsrError `unsupported` where there is neither `node:sqlite` nor `libsql` */
async function findDriver(): Promise<DatabaseClass> {
  try {
    return (await importModule('node:sqlite')).DatabaseSync as DatabaseClass;
  } catch {
    // Node before 22.5, or Bun.
  }
  try {
    return (await importModule('libsql')).default as DatabaseClass;
  } catch (cause) {
    const fault = 'this runtime has no "node:sqlite", and the package "libsql" cannot be loaded';
    const remedy = 'Use Node 22.13 or newer, or run "npm install libsql"';
    throw failure('unsupported', 'open the log of the feed', fault, remedy, cause);
  }
}

/**
 * Opens a database that several processes may write to.
 * `synchronous=FULL` makes a commit in WAL mode wait until the disk has it.
 */
export async function openDatabase(file: string): Promise<Database> {
  const Driver = await findDriver();
  const database = new Driver(file);
  try {
    database.prepare('PRAGMA busy_timeout = 5000').get();
    database.prepare('PRAGMA journal_mode = WAL').get();
    database.exec('PRAGMA synchronous = FULL');
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** Runs a function in a transaction that begins with the lock for writing. */
export function transaction<Result>(database: Database, write: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = write();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      database.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back already, as it does where the disk is full.
    }
    throw error;
  }
}
