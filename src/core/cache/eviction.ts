/** How much is evicted (rule 33). */

export interface Totals {
  readonly entries: number;
  readonly bytes: number;
}

/** How far the totals exceed nine tenths of the limits, so that not every write evicts; undefined within the limits. */
export function excess(totals: Totals, limits: { maxEntries: number; maxBytes: number }): Totals | undefined {
  if (totals.entries <= limits.maxEntries && totals.bytes <= limits.maxBytes) return undefined;
  return {
    entries: Math.floor(totals.entries - limits.maxEntries * 0.9),
    bytes: Math.ceil(totals.bytes - limits.maxBytes * 0.9),
  };
}

/** The first candidates, given in eviction order, that together free the excess. */
export function victims<T extends { size: number }>(candidates: readonly T[], over: Totals): T[] {
  let { entries, bytes } = over;
  return candidates.filter(({ size }) => {
    if (entries <= 0 && bytes <= 0) return false;
    entries -= 1;
    bytes -= size;
    return true;
  });
}
