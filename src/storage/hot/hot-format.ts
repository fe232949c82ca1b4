/** What the hot tier keeps in Cache Storage: copies of entries, and the facts. A copy is valid while there are facts. */
import type { Entry, PageEntry } from '../../core/cache/entry.js';
import type { Settings } from '../store.js';

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
  body?: ArrayBuffer | undefined;
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
  (entry.kind === 'page' ? body?.byteLength === entry.size : entry.kind === 'vary');

/** Tells a copy of the entry as it is from one of before. */
export function stampOf(entry: Entry): string {
  const json = JSON.stringify({ ...entry, usedAt: 0, rank: 0 });
  const { requestedAt = 0 } = entry as Partial<PageEntry>;
  return `${requestedAt} ${json.length} ${hashKey(json)}`;
}

const LENGTH_BYTES = 4;

/** The length of the entry's JSON, the JSON, the body: one read gets all. */
export function encodeCopy({ entry, body }: HotCopy): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(entry));
  const bytes = new Uint8Array(LENGTH_BYTES + json.length + (body?.byteLength ?? 0));
  new DataView(bytes.buffer).setUint32(0, json.length);
  bytes.set(json, LENGTH_BYTES);
  if (body) bytes.set(new Uint8Array(body), LENGTH_BYTES + json.length);
  return bytes;
}

/** The copy of this key; undefined if it is damaged, or another key's. */
export function decodeCopy(bytes: ArrayBuffer, key: string): HotCopy | undefined {
  try {
    const end = LENGTH_BYTES + new DataView(bytes).getUint32(0);
    const json = new TextDecoder().decode(new Uint8Array(bytes, LENGTH_BYTES, end - LENGTH_BYTES));
    const entry = readInfinity(JSON.parse(json) as Entry);
    const copy = { entry, body: entry.kind === 'page' ? bytes.slice(end) : undefined };
    return entry.key === key && isCopyable(copy) ? copy : undefined;
  } catch {
    return undefined;
  }
}

export const encodeFacts = (facts: HotFacts): string => JSON.stringify(facts);

export function decodeFacts(json: string): HotFacts | undefined {
  try {
    const facts = JSON.parse(json) as HotFacts;
    return Number.isFinite(facts.fence) && Array.isArray(facts.starts) ? facts : undefined;
  } catch {
    return undefined;
  }
}
