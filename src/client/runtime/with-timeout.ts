import { IsrError } from '../../shared/errors.js';
import type { IsrErrorCode } from '../../shared/errors.js';
import type { Connection } from './connection.js';

/** What every call takes. */
export interface CallOptions {
  /** Gives the call up: it rejects with the code `aborted`. What the worker has begun, it finishes. */
  signal?: AbortSignal;
  /** For how many milliseconds to wait for the worker. @default the `timeout` given to `register()`: 10000 */
  timeout?: number;
}

/** Eleven days: browsers take delays beyond 31 bits, `Infinity` too, for 0. */
const LONGEST_DELAY = 1e9;

/**
 * Does a piece of work with the worker until the caller gives it up or its time is over. The work is handed a
 * signal that is aborted when the call has ended, so that nothing is sent on behalf of a caller who has left.
 */
export function withTimeout<T>(
  connection: Connection,
  task: string,
  work: (ended: AbortSignal) => Promise<T>,
  { signal, timeout = connection.timeout }: CallOptions = {},
): Promise<T> {
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  return new Promise<T>((resolve, reject) => {
    const fail = (code: IsrErrorCode, cause: unknown) => {
      const message = `Failed to ${task}: ${cause as string}`;
      reject(cause instanceof IsrError ? cause : new IsrError(code, message, { cause }));
    };
    const expire = () => {
      const code = connection.registration?.active ? 'timeout' : 'no-worker';
      fail(code, `no answer in ${timeout} ms. Try again.`);
    };
    const abort = () => fail('aborted', signal?.reason);
    timer = setTimeout(expire, Math.min(timeout, LONGEST_DELAY));
    signal?.addEventListener('abort', abort, { signal: ended.signal });
    if (signal?.aborted) abort();
    else work(ended.signal).then(resolve, (cause: unknown) => fail('failed', cause));
  }).finally(() => {
    clearTimeout(timer);
    ended.abort();
  });
}
