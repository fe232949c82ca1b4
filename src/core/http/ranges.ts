/** Byte ranges of stored bodies (RFC 9110 §14, RFC 9111 §3.3 and §3.4). */

/** The stored bytes. `complete`: the length of the complete body, if known. */
export interface StoredRange {
  readonly first: number;
  readonly last: number;
  readonly complete: number | undefined;
}

/** The first and the last byte, both included. */
export type ByteRange = readonly [first: number, last: number];

/**
 * The bytes of a stored response; undefined if its `Content-Range` is invalid. The body's size counts, not the field's.
 */
export function storedRange(
  status: number,
  contentRange: string | null,
  size: number,
): StoredRange | undefined {
  if (status !== 206) return { first: 0, last: size - 1, complete: size };
  const [, from, to, of] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(contentRange ?? '') ?? [];
  if (from === undefined || Number(to) < Number(from)) return undefined;
  const first = Number(from);
  const complete = of === '*' ? undefined : Number(to) + 1 === Number(of) ? first + size : Number(of);
  return { first, last: first + size - 1, complete };
}

/**
 * The bytes that a `Range` field selects. `none`: the field is ignored (several ranges, another unit, invalid).
 * `unsatisfiable`: they are beyond the end. `missing`: they are not stored.
 */
export function resolveRange(
  range: string,
  { first, last, complete }: StoredRange,
): ByteRange | 'none' | 'unsatisfiable' | 'missing' {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/i.exec(range.replace(/\s/g, '')) ?? [];
  if (from === undefined || !(from || to) || (from && to && Number(to) < Number(from))) return 'none';
  if (complete === undefined && !(from && to)) return 'missing';
  const end = complete ?? Infinity;
  const start = from ? Number(from) : Math.max(0, end - Number(to));
  if (start >= end) return 'unsatisfiable';
  const stop = Math.min(from && to ? Number(to) : end - 1, end - 1);
  return start >= first && stop <= last ? [start, stop] : 'missing';
}

/** The `Content-Range` of a part. */
export const contentRange = ([first, last]: ByteRange, complete: number | undefined): string =>
  `bytes ${first}-${last}/${complete ?? '*'}`;
