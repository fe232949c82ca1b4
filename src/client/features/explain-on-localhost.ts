import type { Notices } from '../../shared/messages.js';
import type { Page } from '../runtime/page.js';

const LOCALHOST = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** `Server-Timing: isr` descriptions of a stored page. */
const FROM_STORE = /^(fresh|stale|expired|history|offline)/;

const explained = new WeakSet<Page>();

/**
 * Logs once, on localhost, that this page came from the worker's store. Developers serve one project after the other on
 * the same port, and the worker of one project goes on answering for the next.
 */
export function explainOnLocalhost(page: Page, { state, age }: Notices['served']): void {
  const { hostname, origin } = page.location;
  if (!LOCALHOST.test(hostname) || !FROM_STORE.test(state) || explained.has(page)) return;
  explained.add(page);
  page.console.info(
    `[sw-isr] This page came from the worker's store and is ${Math.round(age)} s old. The worker answers for ${origin}, whichever project is served there. Remove it with "await isr.unregister()" or "sw-isr build --dev".`,
  );
}
