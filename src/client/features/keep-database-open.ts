import type { Page } from '../runtime/page.js';

/**
 * Keeps the worker's database open behind a worker that has stopped: a browser that closed it takes ten milliseconds to
 * open it again, in the way of the next page. Nothing is read here. A page that is left lets go, so that it can be
 * kept for the way back, and so does one that a newer worker's database waits for.
 */
export function keepDatabaseOpen(page: Page): void {
  const opening = page.indexedDB?.open('sw-isr');
  if (!opening) return;
  // There is none yet: an empty one would be taken for the worker's own.
  opening.onupgradeneeded = () => opening.transaction?.abort();
  opening.onsuccess = () => {
    const database = opening.result;
    const close = (): void => {
      database.close();
    };
    database.onversionchange = close;
    page.addEventListener('pagehide', close);
  };
}
