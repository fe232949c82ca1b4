import { DOWN } from '../../shared/server-status.js';
import { pause } from '../runtime/page.js';
import type { Page } from '../runtime/page.js';

const FIRST_DELAY_MS = 5_000;
const MAX_DELAY_MS = 30_000;
/** A network that swallows requests must not stop the polling. */
const PROBE_TIMEOUT_MS = 10_000;

/**
 * Reloads the page when the connection is back (rule 13). Only for requests that were answered with the offline page:
 * the visitor still waits for the requested page. Hidden pages do not poll.
 */
export async function reloadWhenOnline(page: Page): Promise<void> {
  const reload = () => page.location.reload();
  page.addEventListener('online', reload);
  let delay = FIRST_DELAY_MS;
  do {
    await pause(page, delay);
    delay = Math.min(delay * 2, MAX_DELAY_MS);
  } while (page.document.hidden || !(await originAnswers(page)));
  reload();
}

/** A gateway's error does not count as an answer, or the page would reload for ever. Any redirect counts. */
function originAnswers(page: Page): Promise<boolean> {
  const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
  return page
    .fetch(page.location.href, { method: 'HEAD', cache: 'no-store', redirect: 'manual', signal })
    .then(
      ({ status }) => !DOWN.test(String(status)),
      () => false,
    );
}
