import { onAddressChange } from '../runtime/address.js';
import { KEEP_TIMEOUT_MS } from './cache-current-page.js';
import type { Connection } from '../runtime/connection.js';
import { pathOf } from '../runtime/page.js';
import { loadedDocument, savesData } from '../runtime/page.js';
import type { Page } from '../runtime/page.js';
import { request } from '../call.js';
import { servedEntry } from '../runtime/served.js';

/** Milliseconds for which an address stands before its page counts as visited. */
const VISIT_MS = 1000;

/** A document that goes on changing its address, as maps do, costs the origin so many requests at most. */
const MAX_PAGES = 100;

/** Whether the worker has seen a page: as this document, or as what a script fetched through it. */
const isSeen = (page: Page, path: string): boolean =>
  loadedDocument(page)?.path === path ||
  page.performance
    .getEntriesByType('resource')
    .some((entry) => servedEntry(entry) && pathOf(new URL(entry.name)) === path);

/**
 * Has the pages kept that a client router shows: the visitor has seen them, and the worker has not. Each address is
 * asked for once, when it has stood for a second in a page that is seen; none where the visitor saves data.
 */
export function cacheVisitedPages(connection: Connection): void {
  const { page } = connection;
  const { location, document } = page;
  const asked = new Set<string>();
  let turn = 0;
  const keep = (): void => {
    const path = pathOf(location);
    const isInScope = location.href.startsWith(connection.registration?.scope ?? '');
    if (document.hidden || savesData(page) || !isInScope) return;
    if (asked.has(path) || asked.size === MAX_PAGES || isSeen(page, path)) return;
    asked.add(path);
    request(connection, 'keepPage', { url: location.href }, { timeout: KEEP_TIMEOUT_MS }).catch(
      () => undefined,
    );
  };
  const look = (): void => {
    const mine = ++turn;
    page.setTimeout(() => {
      if (mine === turn) keep();
    }, VISIT_MS);
  };
  onAddressChange(page, look);
  document.addEventListener('visibilitychange', look);
  // The address may have been changed before this script was run.
  look();
}
