import { isNotice, type Commands } from '../shared/messages.js';
import type { Connection } from './runtime/connection.js';
import { isDuplicate } from './notices.js';
import { announce } from './events.js';
import { request } from './call.js';

/**
 * After a notice of a warming worker, the page asks it to go on after these delays: the first, the next, the longest.
 */
const [FIRST_DELAY_MS, NEXT_DELAY_MS, MAX_DELAY_MS] = [400, 15_000, 300_000];

/**
 * Dispatches the worker's notices as events, each once. A worker warms pages only while it handles a request to do so,
 * and the browser may stop it at any time. So while there are pages to warm, the page asks it to go on; without
 * notices, the delay doubles each time. Hidden pages do not ask.
 */
export function listen(target: EventTarget, connection: Connection, container: ServiceWorkerContainer): void {
  const { page } = connection;
  const heard = new Set<string>();
  /** Whether pages were invalidated while this one was hidden, or in the back/forward cache: it was not regenerated. */
  let isBehind = false;
  /** Identifies the latest notice that pages are being warmed; undefined once all are warm. */
  let last: unknown;
  const askLater = (since: unknown, delay: number): unknown =>
    page.setTimeout(() => {
      if (since !== last || page.document.hidden) return;
      request(connection, 'warm', {}).catch(() => undefined);
      askLater(since, Math.min(Math.max(delay * 2, NEXT_DELAY_MS), MAX_DELAY_MS));
    }, delay);
  container.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isNotice(data) || isDuplicate(heard, data)) return;
    announce(target, data.notice, data.detail);
    if (data.notice === 'invalidated') isBehind ||= page.document.hidden;
    if (data.notice !== 'warm') return;
    last = data.detail.done < data.detail.total ? data : undefined;
    if (last) askLater(last, FIRST_DELAY_MS);
  });
  page.document.addEventListener('visibilitychange', () => {
    if (last) askLater((last = {}), FIRST_DELAY_MS);
    if (!isBehind || page.document.hidden) return;
    isBehind = false;
    // Nothing is requested if the page is fresh.
    request(connection, 'prefetch', { urls: [page.location.href] }).catch(() => undefined);
  });
  page.addEventListener('pagehide', () => (isBehind = true));
  container.startMessages();
}

/** Tells the worker which page this is. The worker then repeats the notices about it since it was loaded. */
export function sendHello(connection: Connection): Promise<Commands['hello']['result'] | undefined> {
  const { document, location, performance } = connection.page;
  return request(connection, 'hello', {
    url: location.href,
    since: performance.timeOrigin,
    referrer: document.referrer,
  });
}
