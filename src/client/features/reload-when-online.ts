import { DOWN } from '../../shared/server-status.js';
import { pause } from '../runtime/page.js';
import type { Page } from '../runtime/page.js';

const FIRST_DELAY = 5_000;
const LONGEST_DELAY = 30_000;
/** A network that swallows requests must not stop the polling. */
const PROBE_TIMEOUT = 10_000;

/**
 * Brings the page back by itself when the connection does (rule 13). For pages that were answered with the offline
 * page only: the visitor asked for something else and waits for it. Hidden pages ask nothing.
 */
export async function reloadWhenOnline(page: Page): Promise<void> {
  const reload = () => page.location.reload();
  page.addEventListener('online', reload);
  let delay = FIRST_DELAY;
  do {
    await pause(page, delay);
    delay = Math.min(delay * 2, LONGEST_DELAY);
  } while (page.document.hidden || !(await originAnswers(page)));
  reload();
}

/** A gateway's error is no answer, or the page would reload for ever; a redirect is one, wherever it leads. */
function originAnswers(page: Page): Promise<boolean> {
  const signal = AbortSignal.timeout(PROBE_TIMEOUT);
  return page
    .fetch(page.location.href, { method: 'HEAD', cache: 'no-store', redirect: 'manual', signal })
    .then(
      ({ status }) => !DOWN.test(String(status)),
      () => false,
    );
}
