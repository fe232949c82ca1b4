/** Chooses which pages are asked: a few of each kind, so that one long list does not hide the others. */

/** Pages of one kind: they are asked for the same reason, and seldom differ. */
const OF_A_KIND = 3;

/** `/products/1` and `/products/2` are of one kind: pages of one route in one folder. `/about` is one of its own. */
function kindOf(path: string, routeOf: (path: string) => string | undefined): string {
  const folder = path.replace(/[^/]*\/?$/, '');
  return `${routeOf(path) ?? ''}\n${folder === '/' ? path : folder}`;
}

/**
 * The first page of each kind, then the second, then the third.
 * @param candidates paths, the most telling first
 */
export function choosePages(
  candidates: readonly string[],
  limit: number,
  routeOf: (path: string) => string | undefined,
): string[] {
  const counts = new Map<string, number>();
  const ranked = [...new Set(candidates)].map((path) => {
    const kind = kindOf(path, routeOf);
    const rank = counts.get(kind) ?? 0;
    counts.set(kind, rank + 1);
    return { path, rank };
  });
  return ranked
    .filter(({ rank }) => rank < OF_A_KIND)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, limit)
    .map(({ path }) => path);
}
