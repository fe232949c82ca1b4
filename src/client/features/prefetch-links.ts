import { LINKS, onLinkRested } from '../runtime/links.js';
import { pathOf } from '../runtime/page.js';
import { savesData } from '../runtime/page.js';
import type { Page } from '../runtime/page.js';

/** What `prefetchLinks()` takes. */
export interface PrefetchLinksOptions {
  /** When a link's page is fetched: as a pointer or the focus rests on it, or as it comes into view. @default 'hover' */
  on?: 'hover' | 'viewport';
}

/**
 * Has the pages of links fetched before they are followed, each once: of this site, and only where the visitor neither
 * saves data nor has a slow connection. Returns what ends it.
 */
export function prefetchLinks(
  page: Page,
  prefetch: (paths: string[]) => Promise<unknown>,
  { on }: PrefetchLinksOptions,
): () => void {
  const { document, location } = page as unknown as Window;
  const asked = new Set([pathOf(location)]);
  const end = new AbortController();
  const { signal } = end;
  const wish = (links: readonly Element[]): void => {
    if (signal.aborted || savesData(page) || /2g/.test(page.navigator?.connection?.effectiveType ?? ''))
      return;
    const paths = (links as HTMLAnchorElement[])
      .filter(({ origin }) => origin === location.origin)
      .map(pathOf)
      .filter((path) => !asked.has(path) && asked.add(path));
    if (paths.length) prefetch(paths).catch(() => undefined);
  };

  if (on === 'viewport') {
    const observer = new IntersectionObserver((entries) => {
      wish(entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target));
    });
    for (const link of document.querySelectorAll(LINKS)) observer.observe(link);
    signal.onabort = () => observer.disconnect();
  } else onLinkRested(page, (link) => wish([link]), signal);
  return () => end.abort();
}
