/** Tells open pages what happened (rule 8). A page that was still loading asks again with `hello`. */
import type { NoticeMessage, NoticeName, Notices } from '../../shared/messages.js';

declare const self: ServiceWorkerGlobalScope;

export interface Notifier {
  /** Tells every page that `concerns` holds for. Never fails. */
  tell<N extends NoticeName>(notice: N, detail: Notices[N], concerns?: (client: Client) => boolean): void;
  /** Tells one page again what happened to its URL since it was loaded. */
  repeatNotices(client: Client, since: number, url: string | undefined): void;
}

/** How many notices are remembered for pages that were not listening yet. */
const REMEMBERED = 50;

export function createNotifier(now: () => number): Notifier {
  const past: { at: number; message: NoticeMessage }[] = [];

  return {
    tell(notice, detail, concerns = () => true) {
      const message = { isr: 1, notice, detail } as NoticeMessage;
      // What is of no one page is told to none again.
      if ('url' in detail) past.push({ at: now(), message });
      past.splice(0, past.length - REMEMBERED);
      self.clients
        .matchAll({ type: 'window' })
        .then((clients) => {
          for (const client of clients) if (concerns(client)) client.postMessage(message);
        })
        .catch(() => undefined);
    },
    repeatNotices(client, since, url) {
      for (const { at, message } of past)
        if (url && at >= since && 'url' in message.detail && message.detail.url === url)
          client.postMessage(message);
    },
  };
}
