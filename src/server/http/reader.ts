/** Reads a log for many at once: one read answers all that ask for the same, and one watch wakes all that wait. */
import type { FeedEvent } from '../../shared/feed.js';
import type { FeedLog } from '../log.js';
import type { LogEntry } from '../log.js';
import { offsetAt, parseOffset, START, TAIL } from './offset.js';

/** Events of one answer, and about how many bytes: an answer that a phone reads in a few seconds. */
const [CHUNK_SIZE, CHUNK_BYTES] = [500, 256_000];
/**
 * Between two wakes a millisecond passes for so many that wait: with 5,000 connections a quarter of a second. What is
 * published meanwhile goes out together, and webhooks are answered in between. The first event after a rest is not held.
 */
const WOKEN_PER_MS = 20;
/** So many are read at once: events may be large. */
const READ_AT_ONCE = 100;

export interface Chunk {
  readonly events: readonly FeedEvent[];
  /** The offset after them. */
  readonly next: string;
  readonly isUpToDate: boolean;
  /** The answer is the same whenever it is asked for. */
  readonly isFinal: boolean;
  /** When the newest event of the log was published, in seconds; where it is known. */
  readonly lastAt?: number | undefined;
}

/** The log is another one than the offset's, or no longer has what follows it. */
export interface Gone {
  readonly isGone: true;
  /** The end of the log. */
  readonly next: string;
}

export interface Reader {
  /** What holds at the end of the log: the deployment, and whether workers are off. */
  state(): Promise<Chunk>;
  /** @returns undefined for what is no offset */
  read(offset: string): Promise<Chunk | Gone | undefined>;
  /** Resolves after new events, or when the signal is aborted. To be called before the read that finds none. */
  changed(signal: AbortSignal): Promise<void>;
  close(): void;
}

/** @param standing finds the events that hold until another of their kind follows */
export function createReader(
  log: FeedLog,
  standing: () => Promise<LogEntry[]> = () => Promise.resolve([]),
): Reader {
  const reads = new Map<string, Promise<Chunk | Gone | undefined>>();
  const waiting = new Set<() => void>();
  let unwatch: (() => void) | undefined;

  /** Ends at a number of events or of bytes, the same each time. */
  async function readChunk(after: number): Promise<LogEntry[]> {
    const chunk: LogEntry[] = [];
    for (let bytes = 0; ;) {
      const entries = await log.read(after + chunk.length, READ_AT_ONCE);
      for (const entry of entries) {
        chunk.push(entry);
        bytes += JSON.stringify(entry.event).length;
        if (chunk.length === CHUNK_SIZE || bytes > CHUNK_BYTES) return chunk;
      }
      if (entries.length < READ_AT_ONCE) return chunk;
    }
  }

  async function readLog(offset: string): Promise<Chunk | Gone | undefined> {
    const { epoch, oldest, last } = await log.state();
    const tail = offsetAt({ epoch, sequence: last });
    if (offset === TAIL) return { events: [], next: tail, isUpToDate: true, isFinal: false };
    const from = offset === START ? { epoch, sequence: oldest - 1 } : parseOffset(offset);
    if (!from) return undefined;
    const { sequence } = from;
    if (from.epoch !== epoch || sequence < oldest - 1 || sequence > last) return { isGone: true, next: tail };
    const entries = await readChunk(sequence);
    // What was deleted between the two reads would be missed.
    if (entries.some((entry, index) => entry.sequence !== sequence + 1 + index))
      return { isGone: true, next: tail };
    const end = sequence + entries.length;
    const isUpToDate = end >= last;
    return {
      events: entries.map(({ event }) => event),
      next: offsetAt({ epoch, sequence: end }),
      isUpToDate,
      isFinal: !isUpToDate && entries.length > 0 && offset !== START,
    };
  }

  let wokenAt = -Infinity;
  let waking: ReturnType<typeof setTimeout> | undefined;

  const wakeNow = (): void => {
    waking = undefined;
    wokenAt = performance.now();
    for (const resolve of [...waiting]) resolve();
  };
  const wake = (): void => {
    // A read from before may lack the new events.
    reads.clear();
    if (waking) return;
    const rest = wokenAt + waiting.size / WOKEN_PER_MS - performance.now();
    if (rest <= 0) wakeNow();
    else waking = setTimeout(wakeNow, rest);
  };

  return {
    async state() {
      const before = (await readLog(TAIL)) as Chunk;
      const { last } = await log.state();
      const [newest] = await log.read(last - 1, 1);
      // What is said meanwhile is read again, after this offset.
      const events = (await standing()).map(({ event }) => event);
      return { ...before, events, lastAt: newest?.event.at };
    },
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
      clearTimeout(waking);
      wakeNow();
    },
  };
}
