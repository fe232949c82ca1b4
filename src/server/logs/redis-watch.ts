/** Waits for entries of a stream on a connection of its own. */
import { msOf } from './epoch.js';
import type { LogState } from '../log.js';
import type { RedisClient } from './redis-client.js';

/** How long one read waits. After it the state is read again, so a log with another epoch is noticed within it. */
const BLOCK_MS = 2000;
const RETRY_MS = 250;
/** A connection whose other end is gone answers nothing, and does not end either. */
const LATE_MS = BLOCK_MS + 8000;

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Redis does not answer')), LATE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Calls back after each new entry, and after the connection was lost.
 * @returns what ends that
 */
export function watchStream(
  connection: RedisClient,
  stream: string,
  state: () => Promise<LogState>,
  onAppend: () => void,
): () => void {
  let stopped = false;
  const isStopped = () => stopped;
  const next = async (from: LogState): Promise<LogState> => {
    const after = `${msOf(from.epoch)}-${from.last}`;
    await inTime(connection.call('XREAD', 'COUNT', 1, 'BLOCK', BLOCK_MS, 'STREAMS', stream, after));
    return state();
  };
  const run = async () => {
    let known: LogState | undefined;
    while (!isStopped()) {
      try {
        const now: LogState = known ? await next(known) : await state();
        if (isStopped()) return;
        if (now.epoch !== known?.epoch || now.last !== known.last) onAppend();
        known = now;
      } catch {
        known = undefined;
        await new Promise((done) => setTimeout(done, RETRY_MS));
      }
    }
  };
  run().catch(() => undefined); // It catches what fails.
  return () => {
    stopped = true;
    connection.disconnect();
  };
}
