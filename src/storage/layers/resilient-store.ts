/**
 * Keeps a store's troubles from the site (rule 33): every use has a deadline, since WebKit's IndexedDB can hang with
 * no event at all, a lost connection is opened again, and after repeated silence the store is left alone for a while.
 */
import { failure, IsrError } from '../../shared/errors.js';
import { isAhead } from '../../core/cache/freshness.js';
import type { Store } from '../store.js';

/** Runs work on the store. Rejects with an `IsrError` of code `storage`; `QuotaExceededError` comes as its `cause`. */
export type UseStore = <T>(work: (store: Store) => Promise<T>, deadline?: number) => Promise<T>;

export interface ResilientOptions {
  /** Opens the store; `onLost` says that it can no longer be used. */
  open: (onLost: () => void) => Promise<Store>;
  /** Stands in for a store that the browser refuses to open. */
  fallback: () => Store;
  report: (error: IsrError) => void;
  now: () => number;
}

/** Milliseconds: beyond it the network is the faster answer. */
const DEADLINE_MS = 2000;
/** So many deadlines missed in a row trip the breaker, for so many milliseconds. */
const BREAKER = { misses: 3, rest: 30_000 };

const failed = (cause: unknown, why: string): IsrError =>
  failure('storage', 'use the page store', why, 'The page comes from the network', cause);

/** Rejects when the work is not done in time. */
async function withDeadline<T>(work: Promise<T>, deadline: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failed(undefined, 'it did not answer in time')), deadline);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function createResilientStore({ open, fallback, report, now }: ResilientOptions): UseStore {
  let opened: Promise<Store> | undefined;
  let misses = 0;
  let restUntil = 0;

  const lose = (connection: Promise<Store>): void => {
    if (opened === connection) opened = undefined;
  };
  const refuse = (cause: unknown, why: string): Store => {
    report(failed(cause, why));
    return fallback();
  };
  const connect = (): Promise<Store> => {
    if (opened) return opened;
    const connection = open(() => lose(connection)).catch((cause: unknown) =>
      refuse(cause, 'the browser does not open it'),
    );
    return (opened = connection);
  };

  return async function use(work, deadline = DEADLINE_MS) {
    if (isAhead(restUntil, now()))
      throw failed(undefined, 'it has stopped answering and is left alone for a while');
    for (let again = true; ; again = false) {
      const connection = connect();
      try {
        const result = await withDeadline(connection.then(work), deadline);
        misses = 0;
        return result;
      } catch (cause) {
        const late = cause instanceof IsrError;
        const name = cause instanceof Error && cause.name;
        const closed = name === 'InvalidStateError';
        const foreign = name === 'NotFoundError';
        if (late || closed) lose(connection);
        // Another library's database, or one whose tables newer code has changed.
        if (foreign && opened === connection)
          opened = Promise.resolve(refuse(cause, 'its tables are not those of this version'));
        if (late && ++misses >= BREAKER.misses) {
          misses = 0;
          restUntil = now() + BREAKER.rest;
        }
        if ((closed || foreign) && again) continue;
        throw late ? cause : failed(cause, String(cause));
      }
    }
  };
}
