/** The first page that the visitor goes to. */
import type { Asker } from '../asking/asker.js';
import type { Asked } from '../asking/http.js';
import { locationOf } from '../asking/redirect.js';

/** How many redirects of the home page are followed on this site. */
const MAX_REDIRECTS = 5;

export interface Home {
  asked: Asked;
  /** Where the home page is, after its redirects; and what led there. */
  paths: string[];
  /** The other site that they end at. */
  away?: string;
}

/** Goes to the first page, so that the visitor has the cookies that a site gives everyone. */
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
