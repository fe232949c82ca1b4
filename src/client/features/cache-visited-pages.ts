import { onAddressChange } from '../runtime/address.js';
import { KEEP_TIMEOUT_MS } from './cache-current-page.js';
import type { Connection } from '../runtime/connection.js';
import { pathOf } from '../runtime/page.js';
import { loadedDocument, savesData } from '../runtime/page.js';
import type { Page } from '../runtime/page.js';
import { request } from '../call.js';
import { servedEntry } from '../runtime/served.js';

/** A page counts as visited when its address has been shown for this time. */
const VISIT_MS = 1000;

/** The most pages per document: one that changes its address all the time, such as a map, must not flood the origin. */
const MAX_PAGES = 100;

/** Whether the worker has seen a page: as this document, or as a script's fetch through it. */
const isSeen = (page: Page, path: string): boolean =>
  loadedDocument(page)?.path === path ||
  page.performance
    .getEntriesByType('resource')
    .some((entry) => servedEntry(entry) && pathOf(new URL(entry.name)) === path);

/**
 * Asks the worker to store the pages that a client router shows, which the worker has not seen. Each address is sent
 * once, after it was shown for a second in a visible page; none if the visitor saves data.
 */
export function cacheVisitedPages(connection: Connection): void {
  const { page } = connection;
  const { location, document } = page;
  const sent = new Set<string>();
  let latest = 0;
  const keep = (): void => {
    const path = pathOf(location);
    const isInScope = location.href.startsWith(connection.registration?.scope ?? '');
    if (document.hidden || savesData(page) || !isInScope) return;
    if (sent.has(path) || sent.size === MAX_PAGES || isSeen(page, path)) return;
    sent.add(path);
    request(connection, 'keepPage', { url: location.href }, { timeout: KEEP_TIMEOUT_MS }).catch(
      () => undefined,
    );
  };
  const keepLater = (): void => {
    const mine = ++latest;
    page.setTimeout(() => {
      if (mine === latest) keep();
    }, VISIT_MS);
  };
  onAddressChange(page, keepLater);
  document.addEventListener('visibilitychange', keepLater);
  // The address may have changed before this script ran.
  keepLater();
}
