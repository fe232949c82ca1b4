/** What the hot tier keeps in Cache Storage: copies of entries, and the facts. A copy is valid while there are facts. */
import type { Entry, PageEntry } from '../../core/cache/entry.js';
import type { Settings } from '../store.js';
import { sizeOf, type Body } from '../stored-page.js';

/** What a worker must know to answer from a copy, and to know a miss, while its database is closed. */
export interface HotFacts {
  settings?: Settings | undefined;
  /** The number of the last invalidation mark. */
  fence: number;
  /** The hashes of all stored keys; missing if there are too many. */
  stored?: readonly number[] | undefined;
  /** The keys of the pages that a worker's first navigation asked for, the latest first. */
  starts: readonly string[];
}

/** An entry with its body, as it was in the database. */
export interface HotCopy {
  entry: Entry;
  body?: Body | undefined;
}

const address = (query: string): string => new URL(`/sw-isr-hot?${query}`, location.origin).href;

export const factsUrl = (): string => address('facts');

/** The URL of a key's copy. Lone surrogates can't be encoded: the copy's own key tells whether it is the right one. */
export const copyUrl = (key: string): string =>
  address(`key=${encodeURIComponent(key.replace(/[\ud800-\udfff]/gu, ''))}`);

/** FNV-1a, of 32 bits. */
export function hashKey(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** JSON has no `Infinity`, which lifetimes may be: it is written as null, which no field of an entry is. */
const readInfinity = (entry: Entry): Entry =>
  Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, value === null ? Infinity : (value as unknown)]),
  ) as unknown as Entry;

/** JSON also writes null for these: a damaged entry may hold them. */
const isMisread = (value: unknown): boolean =>
  value === null || value === -Infinity || (typeof value === 'number' && isNaN(value));

/** Whether an entry is read as it was written: a damaged one may not be. Bypass entries are left to the database. */
export const isCopyable = ({ entry, body }: HotCopy): boolean =>
  !Object.values(entry).some(isMisread) &&
  (entry.kind === 'page' ? !!body && sizeOf(body) === entry.size : entry.kind === 'vary');

/** Tells a copy of the entry as it is from one of before. */
function stampOf(entry: Entry): string {
  const json = JSON.stringify({ ...entry, usedAt: 0, rank: 0 });
  const { requestedAt = 0 } = entry as Partial<PageEntry>;
  return `${requestedAt} ${json.length} ${hashKey(json)}`;
}

/** The header of a copy that holds its entry; and that of the facts. The worker reads no body for it. */
const HEADER = 'isr-data';
const STAMP = 'isr-copy-of';

const headerOf = (value: unknown): string => encodeURI(JSON.stringify(value));
const inHeader = ({ headers }: Response): unknown => JSON.parse(decodeURI(headers.get(HEADER) ?? ''));

export const encodeCopy = ({ entry, body }: HotCopy): Response =>
  new Response(body, { headers: { [HEADER]: headerOf(entry), [STAMP]: stampOf(entry) } });

/** Whether it is the copy of the entry as it is. */
export const isCopyOf = (found: Response | undefined, entry: Entry): boolean =>
  found?.headers.get(STAMP) === stampOf(entry);

/**
 * The copy of this key; undefined if it is damaged, cut, or another key's. The whole body is read: its cache may be deleted
 * before the page is sent.
 */
export async function decodeCopy(found: Response, key: string): Promise<HotCopy | undefined> {
  try {
    const entry = readInfinity(inHeader(found) as Entry);
    const copy = { entry, body: entry.kind === 'page' ? await found.arrayBuffer() : undefined };
    return entry.key === key && isCopyable(copy) ? copy : undefined;
  } catch {
    return undefined;
  }
}

export const encodeFacts = (facts: HotFacts): Response =>
  new Response(null, { headers: { [HEADER]: headerOf(facts) } });

export function decodeFacts(found: Response): HotFacts | undefined {
  try {
    const facts = inHeader(found) as HotFacts;
    const { fence, starts, stored = [] } = facts;
    return Number.isFinite(fence) && Array.isArray(starts) && Array.isArray(stored) ? facts : undefined;
  } catch {
    return undefined;
  }
}
