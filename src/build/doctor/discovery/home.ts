/** The visitor's first page. */
import type { Asker } from '../asking/asker.js';
import type { Asked } from '../asking/http.js';
import { locationOf } from '../asking/redirect.js';

/** How many redirects of the home page are followed. */
const MAX_REDIRECTS = 5;

export interface Home {
  asked: Asked;
  /** The home page after its redirects, preceded by the paths that redirected. */
  paths: string[];
  /** The other site to which it finally redirects. */
  away?: string;
}

/** Visits the first page, so that the visitor gets the cookies that the site gives everyone. */
export async function goHome(asker: Asker, path: string): Promise<Home> {
  const paths: string[] = [];
  let url = new URL(path, asker.origin);
  for (;;) {
    paths.push(url.pathname + url.search);
    const asked = await asker.visit(url);
    const next = asked.kind === 'answer' ? locationOf(asked, url) : undefined;
    if (!next || paths.length > MAX_REDIRECTS) return { asked, paths };
    if (next.origin !== asker.origin) return { asked, paths, away: next.origin };
    url = next;
  }
}
