import { isNotice } from '../protocol/messages.js';
import type { Connection } from './connection.js';
import { isNews } from './news.js';
import { announce } from './events.js';
import { request } from './request.js';

/** Hands the worker's notices on as events, each once. */
export function listen(target: EventTarget, container: ServiceWorkerContainer): void {
  const heard = new Set<string>();
  container.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isNotice(data) && isNews(heard, data)) announce(target, data.notice, data.detail);
  });
  container.startMessages();
}

/** Tells the worker which page this is, for it to tell what has happened to it since it was loaded. */
export function greet(connection: Connection): Promise<unknown> {
  const { location, performance } = connection.page;
  return request(connection, 'hello', { url: location.href, since: performance.timeOrigin });
}
