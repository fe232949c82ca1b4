import type { Page } from '../runtime/page.js';

/**
 * Keeps the worker's database open while the worker is stopped: opening it again takes ten milliseconds, which the next
 * page would wait for. Nothing is read here. The page closes it when it is left, so that it can enter the back/forward
 * cache, and when a newer worker upgrades the database.
 */
export function keepDatabaseOpen(page: Page): void {
  const opening = page.indexedDB?.open('sw-isr');
  if (!opening) return;
  // The database does not exist yet: the worker would take an empty one for its own.
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
