/** A log in one SQLite file, for all processes of one machine. */
import type { FeedEvent } from '../../shared/feed.js';
import { closed, type FeedLog, type LogEntry, type LogState } from '../log.js';
import { createGroup } from './group-appends.js';
import { ID_RETENTION_S } from './retention.js';
import { type Database, openDatabase, transaction } from './sqlite-driver.js';
import { openMark } from './sqlite-mark.js';
import { prepareLog, readLog } from './sqlite-schema.js';

/** How often a watching process looks for commits of other processes. One look takes about a microsecond. */
const POLL_MS = 50;

interface EventRow {
  sequence: number;
  event: string;
}

function statementsOf(database: Database) {
  return {
    insert: database.prepare('INSERT INTO events VALUES (?, ?, ?)'),
    knownId: database.prepare('SELECT sequence FROM webhooks WHERE id = ?'),
    insertId: database.prepare('INSERT INTO webhooks VALUES (?, ?, ?)'),
    setLast: database.prepare('UPDATE log SET last = ?'),
    read: database.prepare('SELECT sequence, event FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?'),
    // One statement, so that no other process writes between two reads.
    state: database.prepare(
      'SELECT epoch, last, COALESCE((SELECT MIN(sequence) FROM events), last + 1) AS oldest FROM log',
    ),
    version: database.prepare('PRAGMA data_version'),
    deleteEvents: database.prepare(
      `DELETE FROM events WHERE sequence <
         COALESCE((SELECT MIN(sequence) FROM events WHERE at >= ?), (SELECT last + 1 FROM log))`,
    ),
    deleteIds: database.prepare('DELETE FROM webhooks WHERE stored_at < ?'),
  };
}

async function open(file: string) {
  const database = await openDatabase(file);
  const mark = await openMark(file);
  prepareLog(database, mark);
  return { database, mark, statements: statementsOf(database) };
}

type Opened = Awaited<ReturnType<typeof open>>;

/** Stores the events of one append, inside of a transaction. */
function store({ statements }: Opened, last: number, events: readonly FeedEvent[], id?: string) {
  const known =
    id === undefined ? undefined : (statements.knownId.get(id) as { sequence: number } | undefined);
  if (known) return { sequence: known.sequence, last };
  events.forEach((event, index) => statements.insert.run(last + index + 1, event.at, JSON.stringify(event)));
  const sequence = last + events.length;
  if (id !== undefined) statements.insertId.run(id, sequence, Date.now() / 1000);
  return { sequence, last: sequence };
}

/** Stores the events of many appends by one commit: the disk is flushed once for all of them. */
function storeAll(
  opened: Opened,
  appends: readonly { events: readonly FeedEvent[]; id?: string }[],
): number[] {
  const { database, mark, statements } = opened;
  const { epoch, last, sequences } = transaction(database, () => {
    const log = readLog(database) as { epoch: string; last: number };
    let { last } = log;
    const sequences = appends.map(({ events, id }) => {
      const stored = store(opened, last, events, id);
      last = stored.last;
      return stored.sequence;
    });
    if (last !== log.last) statements.setLast.run(last);
    return { epoch: log.epoch, last, sequences };
  });
  mark.write({ epoch, last });
  return sequences;
}

/** Calls back after commits of other connections. Returns what ends that. */
function pollVersion({ statements }: Opened, onChange: () => void): () => void {
  const read = () => (statements.version.get() as { data_version: number }).data_version;
  let seen = read();
  const timer = setInterval(() => {
    try {
      const version = read();
      if (version !== seen) onChange();
      seen = version;
    } catch {
      onChange(); // The read that follows reports what is wrong.
    }
  }, POLL_MS);
  return () => clearInterval(timer);
}

/**
 * Keeps the events in an SQLite file, in WAL mode. An event is on the disk when `append` resolves. Any number of
 * processes of one machine may open the file; network file systems are not supported, as SQLite does not lock there.
 *
 * Uses `node:sqlite` (Node 22.13 or newer, Deno), else the package `libsql`. A file that was restored from a backup is
 * recognised by `<file>-mark` and gets another epoch: leave that file out of backups.
 * @param file is created if it is missing; its folder must exist. `:memory:` is a log of this process alone.
 * @default 'isr.db'
 * @throws IsrError `unsupported`, on first use, where there is neither `node:sqlite` nor `libsql`
 * @example createFeed({ storage: sqliteLog('/var/lib/shop/isr.db') })
 */
export function sqliteLog(file = 'isr.db'): FeedLog {
  let opening: Promise<Opened> | undefined;
  let isClosed = false;
  const opened = () =>
    isClosed
      ? closed()
      : (opening ??= open(file).catch((error: unknown) => {
          opening = undefined;
          throw error;
        }));
  const watchers = new Map<() => void, () => void>();
  const group = createGroup(async (appends) => {
    const sequences = storeAll(await opened(), appends);
    for (const watcher of watchers.keys()) watcher();
    return sequences;
  });
  return {
    append: (events, id) => group.append({ events, id }),
    read: async (after, limit) => {
      const rows = (await opened()).statements.read.all(after, limit) as EventRow[];
      return rows.map(({ sequence, event }): LogEntry => ({
        sequence,
        event: JSON.parse(event) as FeedEvent,
      }));
    },
    state: async () => {
      const { epoch, oldest, last } = (await opened()).statements.state.get() as LogState;
      return { epoch, oldest, last };
    },
    compact: async ({ at }) => {
      const { database, statements } = await opened();
      transaction(database, () => {
        statements.deleteEvents.run(at);
        statements.deleteIds.run(Date.now() / 1000 - ID_RETENTION_S);
      });
    },
    watch: (onAppend) => {
      const watcher = () => onAppend();
      watchers.set(watcher, () => undefined);
      opened()
        .then((log) => {
          if (!watchers.has(watcher)) return;
          watchers.set(watcher, pollVersion(log, watcher));
          watcher();
        })
        .catch(() => undefined); // The read that follows reports it.
      return () => {
        watchers.get(watcher)?.();
        watchers.delete(watcher);
      };
    },
    close: async () => {
      isClosed = true;
      for (const stop of watchers.values()) stop();
      watchers.clear();
      const log = await opening?.catch(() => undefined);
      log?.mark.close();
      log?.database.close();
    },
  };
}
