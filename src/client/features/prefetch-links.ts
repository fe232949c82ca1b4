import { LINKS, onLinkRested } from '../runtime/links.js';
import { pathOf } from '../runtime/page.js';
import { savesData } from '../runtime/page.js';
import type { Page } from '../runtime/page.js';

/** The options of `prefetchLinks()`. */
export interface PrefetchLinksOptions {
  /** When a link's page is fetched: a pointer or the focus rests on the link, or it comes in view. @default 'hover' */
  on?: 'hover' | 'viewport';
  /** Prerender the pages, once they are stored: see `speculate()`. @default false */
  speculate?: boolean;
}

/**
 * Fetches the pages of links to this site before they are followed, each once. Not if the visitor saves data or has a
 * slow connection. Returns a function that stops it.
 */
export function prefetchLinks(
  page: Page,
  prefetch: (paths: string[]) => Promise<unknown>,
  { on }: PrefetchLinksOptions,
): () => void {
  const { document, location } = page as unknown as Window;
  const requested = new Set([pathOf(location)]);
  const end = new AbortController();
  const { signal } = end;
  const prefetchNew = (links: readonly Element[]): void => {
    if (signal.aborted || savesData(page) || /2g/.test(page.navigator?.connection?.effectiveType ?? ''))
      return;
    const paths = (links as HTMLAnchorElement[])
      .filter(({ origin }) => origin === location.origin)
      .map(pathOf)
      .filter((path) => !requested.has(path) && requested.add(path));
    if (paths.length) prefetch(paths).catch(() => undefined);
  };

  if (on === 'viewport') {
    const observer = new IntersectionObserver((entries) => {
      prefetchNew(entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target));
    });
    for (const link of document.querySelectorAll(LINKS)) observer.observe(link);
    signal.onabort = () => observer.disconnect();
  } else onLinkRested(page, (link) => prefetchNew([link]), signal);
  return () => end.abort();
}
