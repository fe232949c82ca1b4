import type { Page } from '../runtime/page.js';

const HOUR = 3_600_000;

/**
 * Looks for a new worker when the visitor comes back to a page that stays open; browsers look on navigations only,
 * and an app that never navigates would keep its worker for days. Hourly at most.
 */
export function checkForUpdates(page: Page, registration: ServiceWorkerRegistration): void {
  // An event's time counts from the page's start, when the browser has just looked.
  let checkedAt = 0;
  page.document.addEventListener('visibilitychange', ({ timeStamp }) => {
    if (page.document.hidden || timeStamp - checkedAt < HOUR) return;
    checkedAt = timeStamp;
    // Offline, or the worker was removed: there is a next time.
    registration.update().catch(() => undefined);
  });
}
