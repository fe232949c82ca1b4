/** A page as the store has it: its entry, and its body. */
import type { PageEntry, PassEntry } from '../core/cache/entry.js';
import type { Mode } from '../core/cache/invalidation.js';

/** The body of a page: bytes in the worker's memory, or a `Blob`, which the browser holds and sends by itself. */
export type Body = ArrayBuffer | Blob;

export interface StoredPage {
  entry: PageEntry;
  body: Body;
  /** The strongest mark since the page was requested (rule 31). */
  invalidated?: Mode | undefined;
}

/** The stored entry for a request, and the number of the last mark: the fence of a page that is requested now. */
export type Lookup = { fence: number } & (StoredPage | { entry?: PassEntry | undefined; body?: undefined });

/** Used when the store fails. Fence 0 makes the fetched page older than any invalidation. */
export const UNKNOWN: Lookup = { fence: 0 };

/** The size in bytes. No number where a damaged database has something else in the body's place. */
export const sizeOf = (body: Body): number => (body instanceof Blob ? body.size : body.byteLength);

export const bytesOf = async (body: Body): Promise<ArrayBuffer> =>
  body instanceof Blob ? body.arrayBuffer() : body;
