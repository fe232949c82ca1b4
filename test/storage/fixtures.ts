/** What the tests of the stores put in. */
import type { Totals } from '../../src/core/cache/eviction.js';
import type { PageEntry, PassEntry } from '../../src/core/cache/entry.js';
import type { Channel } from '../../src/storage/layers/cached-store.js';
import type { Store, Stored } from '../../src/storage/store.js';
import { bytesOf, sizeOf } from '../../src/storage/stored-page.js';
import { aPage, NOW } from '../core/helpers.js';

export { NOW };

const SITE = 'https://shop.test';

export const keyOf = (path: string, scope = 'd\n'): string => `${scope}\n${SITE}${path}`;

/** A page of its own body; `usedAt` sets its rank as well. */
export const page = (path: string, given: Partial<PageEntry> = {}): PageEntry => {
  const { usedAt = NOW, scope } = given;
  return aPage({
    key: keyOf(path, scope),
    url: `${SITE}${path}`,
    hash: `hash of ${path}`,
    rank: -usedAt,
    ...given,
  });
};

/** A marker that a URL is to be passed through. */
export const marker = (path: string, given: Partial<PassEntry> = {}): PassEntry => ({
  kind: 'pass',
  key: keyOf(path),
  size: 0,
  usedAt: NOW,
  priority: -1,
  until: NOW + 600_000,
  ...given,
});

/** Bytes of the body; undefined if there is none. */
export const sizeIn = ({ body }: Stored): number | undefined => body && sizeOf(body);

export const bytesIn = async ({ body }: Stored): Promise<number[] | undefined> =>
  body && [...new Uint8Array(await bytesOf(body))];

export const bytes = (size: number, fill = 1): ArrayBuffer => new Uint8Array(size).fill(fill).buffer;

/** Stores pages one after the other, each with a body of its size. */
export async function putAll(store: Store, pages: readonly PageEntry[]): Promise<void> {
  for (const entry of pages) await store.put(entry, bytes(entry.size));
}

/** The totals, without `overhead` where it is 0. */
export async function totalsOf(store: Store): Promise<Totals> {
  const { overhead, ...rest } = (await store.state('totals')) ?? { entries: 0, bytes: 0 };
  return overhead ? { ...rest, overhead } : rest;
}

/** The paths of what is left of the keys. */
export async function left(store: Store, paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map((path) => store.get(keyOf(path))));
  return paths.filter((_, index) => found[index]?.entry);
}

/** Numbers from 0 to 1 that are the same in each run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Where there is no other worker. */
export const alone = (): Channel => ({ postMessage: () => undefined, onmessage: null });
