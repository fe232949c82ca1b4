/** Reads a log for many at once: one read answers all that ask for the same, and one watch wakes all that wait. */
import type { FeedEvent } from '../../shared/feed.js';
import type { FeedLog } from '../log.js';
import { offsetAt, parseOffset, START, TAIL } from './offset.js';

/** Events of one answer. */
const CHUNK_SIZE = 500;

export interface Chunk {
  readonly events: readonly FeedEvent[];
  /** The offset after them. */
  readonly next: string;
  readonly isUpToDate: boolean;
  /** The answer is the same whenever it is asked for. */
  readonly isFinal: boolean;
}

/** The log is another one than the offset's, or no longer has what follows it. */
export interface Gone {
  readonly isGone: true;
  /** The end of the log. */
  readonly next: string;
}

export interface Reader {
  /** @returns undefined for what is no offset */
  read(offset: string): Promise<Chunk | Gone | undefined>;
  /** Resolves after new events, or when the signal is aborted. To be called before the read that finds none. */
  changed(signal: AbortSignal): Promise<void>;
  close(): void;
}

export function createReader(log: FeedLog): Reader {
  const reads = new Map<string, Promise<Chunk | Gone | undefined>>();
  const waiting = new Set<() => void>();
  let unwatch: (() => void) | undefined;

  async function readLog(offset: string): Promise<Chunk | Gone | undefined> {
    const { epoch, oldest, last } = await log.state();
    const tail = offsetAt({ epoch, sequence: last });
    if (offset === TAIL) return { events: [], next: tail, isUpToDate: true, isFinal: false };
    const from = offset === START ? { epoch, sequence: oldest - 1 } : parseOffset(offset);
    if (!from) return undefined;
    const { sequence } = from;
    if (from.epoch !== epoch || sequence < oldest - 1 || sequence > last) return { isGone: true, next: tail };
    const entries = await log.read(sequence, CHUNK_SIZE);
    // What was deleted between the two reads would be missed.
    if (entries[0] && entries[0].sequence !== sequence + 1) return { isGone: true, next: tail };
    const end = entries.at(-1)?.sequence ?? sequence;
    const isUpToDate = end >= last;
    return {
      events: entries.map(({ event }) => event),
      next: offsetAt({ epoch, sequence: end }),
      isUpToDate,
      isFinal: !isUpToDate && entries.length === CHUNK_SIZE && offset !== START,
    };
  }

  const wake = (): void => {
    // A read from before may lack the new events.
    reads.clear();
    for (const resolve of [...waiting]) resolve();
  };

  return {
    read(offset) {
      const current = reads.get(offset);
      if (current) return current;
      const reading = readLog(offset).finally(() => {
        if (reads.get(offset) === reading) reads.delete(offset);
      });
      reads.set(offset, reading);
      return reading;
    },
    changed(signal) {
      unwatch ??= log.watch(wake);
      return new Promise((resolve) => {
        const end = (): void => {
          waiting.delete(end);
          signal.removeEventListener('abort', end);
          resolve();
        };
        waiting.add(end);
        signal.addEventListener('abort', end);
        if (signal.aborted) end();
      });
    },
    close() {
      unwatch?.();
      wake();
    },
  };
}
