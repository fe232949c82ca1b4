/** Reads the records of the hot tier. Every read has a deadline, because Cache Storage may hang. */
import { inTime } from '../sleep.js';
import { HOT_CACHE } from './hot-cache.js';
import { copyUrl, decodeCopy, decodeFacts, factsUrl, type HotCopy, type HotFacts } from './hot-format.js';

/**
 * What was read is used for so long after its read has ended: other workers write too. Two reads and this time take at most
 * 900 ms. A refill waits for a second, so none of another worker comes between the reads of a copy and of the facts.
 */
const READ_MS = 100;

export interface HotReader {
  /** What is known without the database; undefined if nothing is. */
  facts(): Promise<HotFacts | undefined>;
  copy(key: string): Promise<HotCopy | undefined>;
  /** Begins to read a copy that is most likely asked for next. */
  readAhead(key: string): void;
  /** What was read is read again. */
  forget(): void;
}

export interface ReaderOptions {
  storage: CacheStorage;
  /** Milliseconds of a clock that is never set back. */
  now: () => number;
  /** How long a read may take, in milliseconds. */
  patienceMs: number;
}

interface Reading<T> {
  answer: Promise<T | undefined>;
  until: number;
}

export function createHotReader({ storage, now, patienceMs }: ReaderOptions): HotReader {
  let known: Reading<HotFacts> | undefined;
  let ahead: { key: string; reading: Reading<HotCopy> } | undefined;

  /** The record, or undefined if Cache Storage has none, fails, or is late. */
  const read = <T>(url: string, decode: (found: Response) => T | Promise<T>): Promise<T | undefined> =>
    inTime(
      storage.match(url, { cacheName: HOT_CACHE }).then(
        (found) => found && decode(found),
        () => undefined,
      ),
      patienceMs,
    );
  const readCopy = (key: string): Promise<HotCopy | undefined> =>
    read(copyUrl(key), (found) => decodeCopy(found, key));

  const begin = <T>(answer: Promise<T | undefined>): Reading<T> => {
    const reading = { answer, until: Infinity };
    answer.then(() => (reading.until = now() + READ_MS)).catch(() => undefined);
    return reading;
  };

  return {
    facts() {
      if (!known || now() >= known.until) known = begin(read(factsUrl(), decodeFacts));
      return known.answer;
    },
    copy(key) {
      const taken = ahead;
      ahead = undefined;
      return taken?.key === key && now() < taken.reading.until ? taken.reading.answer : readCopy(key);
    },
    readAhead(key) {
      ahead = { key, reading: begin(readCopy(key)) };
    },
    forget() {
      known = ahead = undefined;
    },
  };
}
