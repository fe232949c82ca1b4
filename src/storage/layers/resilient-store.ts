/**
 * Keeps failures of the store away from the site (rule 33). Every use has a deadline, because WebKit's IndexedDB can
 * hang without an event. A lost connection is opened again. After repeated timeouts the store is not used for a while.
 */
import { failure, IsrError } from '../../shared/errors.js';
import { inTime, sleep } from '../sleep.js';
import type { Store } from '../store.js';

/**
 * Runs work on the store. Rejects with an `IsrError` of code `storage`, whose `cause` may be a `QuotaExceededError`.
 */
export type UseStore = <T>(work: (store: Store) => Promise<T>, deadline?: number) => Promise<T>;

export interface ResilientOptions {
  /** Opens the store. `onLost` reports that it can no longer be used. */
  open: (onLost: () => void) => Promise<Store>;
  /** Stands in for a store that the browser refuses to open. */
  fallback: () => Store;
  report: (error: IsrError) => void;
}

/** After this time the network answers faster. */
const DEADLINE_MS = 2000;
/** After this many timeouts in a row, the store is not used for this long. */
const BREAKER = { timeouts: 3, pauseMs: 30_000 };

/**
 * A connection that was lost is open again within this time, on a slow machine too, unless an upgrade waits. What the
 * browser has refused to open is opened again after it: while it deletes a site's data, it refuses for a moment.
 */
const REOPEN_MS = 1000;

/** A database of another library, or one whose tables a newer version has changed. */
const isForeign = (cause: unknown): boolean => cause instanceof Error && cause.name === 'NotFoundError';
const FOREIGN = 'its tables are not those of this version';

const failed = (cause: unknown, why: string): IsrError =>
  failure('storage', 'use the page store', why, 'The page comes from the network', cause);

/**
 * The store for one use. Once the work was given up, each method rejects: others may have written since it read. A write
 * that has begun, and that a layer below holds back, is still made.
 */
const during = (store: Store, isOver: () => boolean): Store =>
  new Proxy(store, {
    get: (target, name: keyof Store) =>
      isOver() ? () => Promise.reject(failed(undefined, 'it was given up')) : target[name],
  });

export function createResilientStore({ open, fallback, report }: ResilientOptions): UseStore {
  let opened: Promise<Store> | undefined;
  /**
   * The store that was lost, until the next one is open: what it has in memory is still served. A newer worker that
   * upgrades the database may have to wait for others, and no connection can be opened before.
   */
  let former: Promise<Store> | undefined;
  let standIn: Store | undefined;
  let timeouts = 0;
  let isPaused = false;

  const lose = (connection: Promise<Store>): void => {
    if (opened === connection) opened = undefined;
  };
  const refuse = (cause: unknown, why: string): Store => {
    if (!standIn) report(failed(cause, why));
    return (standIn ??= fallback());
  };
  const connect = (): Promise<Store> => {
    if (opened) return opened;
    const connection = open(() => {
      if (opened === connection) former = connection;
      lose(connection);
    }).catch((cause: unknown) => {
      sleep(REOPEN_MS).then(() => lose(connection), report);
      return refuse(cause, isForeign(cause) ? FOREIGN : 'the browser does not open it');
    });
    connection.then((store) => {
      // The use that opened it may have timed out: later uses take it.
      opened ??= connection;
      if (opened === connection) {
        former = undefined;
        isPaused = false;
      } else store.close();
      // Its pages would be older than those that are written from now on.
      if (store !== standIn) standIn = undefined;
    }, report);
    if (former) {
      const lost = former;
      former = sleep(REOPEN_MS).then(() => lost);
      // Nobody waits for an opening that hangs while the former store answers.
      sleep(DEADLINE_MS).then(() => former && lose(connection), report);
    }
    return (opened = connection);
  };

  return async function use(work, deadline = DEADLINE_MS) {
    if (isPaused) throw failed(undefined, 'it has stopped answering and is left alone for a while');
    for (let mayRetry = true; ; mayRetry = false) {
      const connection = connect();
      const isFormer = !!former;
      let isOver = false;
      try {
        const result = await inTime(
          Promise.race([connection, former ?? connection]).then((store) => work(during(store, () => isOver))),
          deadline,
          () => {
            throw failed(undefined, 'it did not answer in time');
          },
        );
        timeouts = 0;
        return result;
      } catch (cause) {
        isOver = true;
        const late = cause instanceof IsrError;
        const name = cause instanceof Error && cause.name;
        const closed = name === 'InvalidStateError';
        const foreign = isForeign(cause);
        if (late || (closed && !isFormer)) lose(connection);
        if (foreign && opened === connection) opened = Promise.resolve(refuse(cause, FOREIGN));
        if (late && ++timeouts >= BREAKER.timeouts) {
          timeouts = 0;
          isPaused = true;
          sleep(BREAKER.pauseMs).then(() => (isPaused = false), report);
        }
        if (((closed && !isFormer) || foreign) && mayRetry) continue;
        throw late ? cause : failed(cause, String(cause));
      }
    }
  };
}
