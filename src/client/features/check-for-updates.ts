import type { Page } from '../runtime/page.js';

const HOUR_MS = 3_600_000;

/**
 * Checks for a new worker when the visitor returns to an open page, hourly at most. Browsers check on navigations only:
 * an app that never navigates would keep its worker for days.
 */
export function checkForUpdates(page: Page, registration: ServiceWorkerRegistration): void {
  // `timeStamp` counts from the start of the page, when the browser has just checked.
  let checkedAt = 0;
  page.document.addEventListener('visibilitychange', ({ timeStamp }) => {
    if (page.document.hidden || timeStamp - checkedAt < HOUR_MS) return;
    checkedAt = timeStamp;
    // Offline, or the worker was removed: the next return checks again.
    registration.update().catch(() => undefined);
  });
}
