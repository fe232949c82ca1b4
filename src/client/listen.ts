import { isNotice } from '../shared/messages.js';
import type { Connection } from './runtime/connection.js';
import { isDuplicate } from './notices.js';
import { announce } from './events.js';
import { request } from './call.js';

/** Milliseconds without a notice of a worker that was warming, until it is asked to go on: at first, then, and at most. */
const [FIRST_DELAY_MS, NEXT_DELAY_MS, LONGEST_DELAY_MS] = [400, 15_000, 300_000];

/**
 * Hands the worker's notices on as events, each once. A worker works only while it is asked to, and the browser may
 * end it at any time: as long as there are pages to warm, a page asks, less and less often where no notice follows.
 * Hidden pages ask nothing.
 */
export function listen(target: EventTarget, connection: Connection, container: ServiceWorkerContainer): void {
  const { page } = connection;
  const heard = new Set<string>();
  /** What the worker is waited for since; undefined where all pages are warm. */
  let last: unknown;
  const askLater = (since: unknown, delay: number): unknown =>
    page.setTimeout(() => {
      if (since !== last || page.document.hidden) return;
      request(connection, 'warm', {}).catch(() => undefined);
      askLater(since, Math.min(Math.max(delay * 2, NEXT_DELAY_MS), LONGEST_DELAY_MS));
    }, delay);
  container.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isNotice(data) || isDuplicate(heard, data)) return;
    announce(target, data.notice, data.detail);
    if (data.notice !== 'warm') return;
    last = data.detail.done < data.detail.total ? data : undefined;
    if (last) askLater(last, FIRST_DELAY_MS);
  });
  page.document.addEventListener('visibilitychange', () => {
    if (last) askLater((last = {}), FIRST_DELAY_MS);
  });
  container.startMessages();
}

/** Tells the worker which page this is, for it to tell what has happened to it since it was loaded. */
export function greet(connection: Connection): Promise<unknown> {
  const { location, performance } = connection.page;
  return request(connection, 'hello', { url: location.href, since: performance.timeOrigin });
}
