/** Ranges of what is stored (RFC 9110 §14, RFC 9111 §3.3 and §3.4). */

/** The bytes that are stored. `complete`: of how many, where that is known. */
export interface StoredRange {
  readonly first: number;
  readonly last: number;
  readonly complete: number | undefined;
}

/** From the first to the last byte, both included. */
export type ByteRange = readonly [first: number, last: number];

/** What a stored answer holds; undefined where it doesn't say so. The body is what counts, not what was announced. */
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
 * The bytes that a `Range` field asks for: `none` where it is to be ignored (several ranges, another unit, nonsense),
 * `unsatisfiable`, or `missing` where they are not stored.
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
