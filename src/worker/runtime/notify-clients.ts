/** Sends notices to open pages (rule 8). A page that was still loading gets them again when it sends `hello`. */
import type { NoticeMessage, NoticeName, Notices } from '../../shared/messages.js';

declare const self: ServiceWorkerGlobalScope;

export interface Notifier {
  /** Sends a notice to each page that `concerns` accepts. Never throws. */
  tell<N extends NoticeName>(notice: N, detail: Notices[N], concerns?: (client: Client) => boolean): void;
  /** Sends a page the notices about its URL since it was loaded. */
  repeatNotices(client: Client, since: number, url: string | undefined): void;
}

const MAX_PAST_NOTICES = 50;

export function createNotifier(now: () => number): Notifier {
  const past: { at: number; message: NoticeMessage }[] = [];

  return {
    tell(notice, detail, concerns = () => true) {
      const message = { isr: 1, notice, detail } as NoticeMessage;
      // Only notices about one URL are repeated.
      if ('url' in detail) past.push({ at: now(), message });
      past.splice(0, past.length - MAX_PAST_NOTICES);
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
