/** Chooses the pages to request: a few of each kind, so that one long list does not hide the others. */

/** How many pages of one kind are requested: they seldom differ. */
const MAX_OF_A_KIND = 3;

/** Pages of one route in one folder are of one kind, such as `/products/1` and `/products/2`. */
function kindOf(path: string, routeOf: (path: string) => string | undefined): string {
  const folder = path.replace(/[^/]*\/?$/, '');
  return `${routeOf(path) ?? ''}\n${folder === '/' ? path : folder}`;
}

/**
 * The first page of each kind, then the second, then the third.
 * @param candidates paths, the most useful first
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
    .filter(({ rank }) => rank < MAX_OF_A_KIND)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, limit)
    .map(({ path }) => path);
}
