/** How much must go when space runs out (rule 33). */

export interface Totals {
  readonly entries: number;
  readonly bytes: number;
}

/** What exceeds the limits, with room to spare (a tenth), so that not every write has to evict. */
export function excess(totals: Totals, limits: { maxEntries: number; maxBytes: number }): Totals | undefined {
  if (totals.entries <= limits.maxEntries && totals.bytes <= limits.maxBytes) return undefined;
  return {
    entries: Math.floor(totals.entries - limits.maxEntries * 0.9),
    bytes: Math.ceil(totals.bytes - limits.maxBytes * 0.9),
  };
}

/** The first of the candidates (given in the order in which they should go) that together free the excess. */
export function victims<T extends { size: number }>(candidates: readonly T[], over: Totals): T[] {
  let { entries, bytes } = over;
  return candidates.filter(({ size }) => {
    if (entries <= 0 && bytes <= 0) return false;
    entries -= 1;
    bytes -= size;
    return true;
  });
}
