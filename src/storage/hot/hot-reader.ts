/** Reads the records of the hot tier. Every read has a deadline, because Cache Storage may hang. */
import { inTime } from '../sleep.js';
import { HOT_CACHE } from './hot-cache.js';
import { copyUrl, decodeCopy, decodeFacts, factsUrl, type HotCopy, type HotFacts } from './hot-format.js';

/** What was read is used within this time: other workers write too. */
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

export function createHotReader({ storage, now, patienceMs }: ReaderOptions): HotReader {
  let known: { facts: Promise<HotFacts | undefined>; at: number } | undefined;
  let ahead: { key: string; copy: Promise<HotCopy | undefined>; at: number } | undefined;

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

  return {
    facts() {
      if (!known || now() - known.at >= READ_MS) known = { facts: read(factsUrl(), decodeFacts), at: now() };
      return known.facts;
    },
    copy(key) {
      const taken = ahead;
      ahead = undefined;
      return taken?.key === key && now() - taken.at < READ_MS ? taken.copy : readCopy(key);
    },
    readAhead(key) {
      ahead = { key, copy: readCopy(key), at: now() };
    },
    forget() {
      known = ahead = undefined;
    },
  };
}
