import { IsrError } from '../../shared/errors.js';
import type { IsrErrorCode } from '../../shared/errors.js';
import type { Connection } from './connection.js';

/** The options of every call. */
export interface CallOptions {
  /** Ends the call: it rejects with the code `aborted`. The worker finishes the work that it has begun. */
  signal?: AbortSignal;
  /** How long to wait for the worker, in milliseconds. @default the `timeout` given to `register()`: 10000 */
  timeout?: number;
}

/** Eleven days. Browsers treat delays above 31 bits, and `Infinity`, as 0. */
const MAX_DELAY_MS = 1e9;

/**
 * Runs work with the worker until it ends, the caller aborts it, or the time is over. The work gets a signal that is
 * aborted when the call has ended, so that nothing is sent for a caller that no longer waits.
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
    timer = setTimeout(expire, Math.min(timeout, MAX_DELAY_MS));
    signal?.addEventListener('abort', abort, { signal: ended.signal });
    if (signal?.aborted) abort();
    else work(ended.signal).then(resolve, (cause: unknown) => fail('failed', cause));
  }).finally(() => {
    clearTimeout(timer);
    ended.abort();
  });
}
