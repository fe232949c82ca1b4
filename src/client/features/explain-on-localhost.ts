import type { Notices } from '../../shared/messages.js';
import type { Page } from '../runtime/page.js';

const LOCALHOST = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** The words of `Server-Timing: isr` for a stored page. */
const FROM_STORE = /^(fresh|stale|expired|history|offline)/;

const explained = new WeakSet<Page>();

/**
 * Says in the console of a site on localhost, once, that this page came from the worker's store. Developers serve one
 * project after the other at the same port, and the worker of one stays in the way of the next.
 */
export function explainOnLocalhost(page: Page, { state, age }: Notices['served']): void {
  const { hostname, origin } = page.location;
  if (!LOCALHOST.test(hostname) || !FROM_STORE.test(state) || explained.has(page)) return;
  explained.add(page);
  page.console.info(
    `[sw-isr] This page came from the worker's store and is ${Math.round(age)} s old. All that is stored belongs to ${origin}, whatever is served there next. Remove it by "await isr.unregister()" or "sw-isr build --dev".`,
  );
}
