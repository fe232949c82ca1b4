/** How much is evicted (rule 33). */

export interface Totals {
  readonly entries: number;
  /** Of the bodies. */
  readonly bytes: number;
  /** Bytes of the headers and tags; missing in rows of older versions. */
  readonly overhead?: number;
}

/** All bytes, which `maxBytes` limits. */
export const weightOf = ({ bytes, overhead = 0 }: Pick<Totals, 'bytes' | 'overhead'>): number =>
  bytes + overhead;

/** A damaged row may have no number. One that counted as NaN would have everything evicted. */
export const countOf = (value: number | undefined): number => (Number.isFinite(value) ? Number(value) : 0);

/** All bytes of one entry. */
export const entryWeight = ({ size, overhead }: { size: number; overhead?: number | undefined }): number =>
  countOf(size) + countOf(overhead);

/** How far the totals exceed nine tenths of the limits, so that not every write evicts; undefined within the limits. */
export function excess(totals: Totals, limits: { maxEntries: number; maxBytes: number }): Totals | undefined {
  const weight = weightOf(totals);
  if (totals.entries <= limits.maxEntries && weight <= limits.maxBytes) return undefined;
  return {
    entries: Math.floor(totals.entries - limits.maxEntries * 0.9),
    bytes: Math.ceil(weight - limits.maxBytes * 0.9),
  };
}

/** The first candidates, given in eviction order, that together free the excess. */
export function victims<T extends { size: number; overhead?: number }>(
  candidates: readonly T[],
  over: Totals,
): T[] {
  let { entries, bytes } = over;
  return candidates.filter((entry) => {
    if (entries <= 0 && bytes <= 0) return false;
    entries -= 1;
    bytes -= entryWeight(entry);
    return true;
  });
}
