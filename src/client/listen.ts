import { isNotice } from '../protocol/messages.js';
import type { Connection } from './connection.js';
import { isNews } from './news.js';
import { announce } from './events.js';
import { request } from './request.js';

/** Milliseconds of silence after which a worker that was at work is asked to go on, and again after that. */
const [SOON, LATER] = [400, 15_000];

/**
 * Hands the worker's notices on as events, each once. A worker works only while somebody asks it to, and may be ended
 * at any time: as long as there are pages to generate ahead, this page asks.
 */
export function listen(target: EventTarget, connection: Connection, container: ServiceWorkerContainer): void {
  const heard = new Set<string>();
  let last: unknown;
  const goOn = (notice: unknown, delay: number): unknown =>
    connection.page.setTimeout(() => {
      if (notice !== last) return;
      request(connection, 'warm', {}).catch(() => undefined);
      goOn(notice, LATER);
    }, delay);
  container.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isNotice(data) || !isNews(heard, data)) return;
    announce(target, data.notice, data.detail);
    if (data.notice !== 'warm') return;
    last = data;
    if (data.detail.done < data.detail.total) goOn(data, SOON);
  });
  container.startMessages();
}

/** Tells the worker which page this is, for it to tell what has happened to it since it was loaded. */
export function greet(connection: Connection): Promise<unknown> {
  const { location, performance } = connection.page;
  return request(connection, 'hello', { url: location.href, since: performance.timeOrigin });
}
