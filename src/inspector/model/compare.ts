/** Puts the pages of several deployments side by side. */
import type { Row } from './pages.js';

export interface Compared {
  readonly path: string;
  /** In the order of the deployments; undefined where a deployment has no such page. */
  readonly pages: readonly (Row | undefined)[];
  /** Whether the deployments have different pages here, by presence, size, title or status. */
  readonly differs: boolean;
}

const faceOf = (row: Row | undefined): string => JSON.stringify(row && [row.size, row.title, row.status]);

/** @param lists the pages of each deployment */
export function compare(lists: readonly (readonly Row[])[]): Compared[] {
  const byPath = new Map<string, (Row | undefined)[]>();
  lists.forEach((rows, at) => {
    for (const row of rows) {
      const pages = byPath.get(row.path) ?? lists.map(() => undefined);
      pages[at] = row;
      byPath.set(row.path, pages);
    }
  });
  return [...byPath]
    .map(([path, pages]) => ({ path, pages, differs: new Set(pages.map(faceOf)).size > 1 }))
    .sort((a, b) => Number(b.differs) - Number(a.differs) || (a.path < b.path ? -1 : 1));
}
