/**
 * Shows a notification for each push message that revalidates pages. Browsers expect one for each message where the
 * subscription is `userVisibleOnly`, the only kind that Chromium and Safari give.
 * @see https://www.w3.org/TR/push-api/#dom-pushsubscriptionoptionsinit-uservisibleonly
 */
import type { NotificationConfig } from '../../config/types.js';
import { parseUrl } from '../runtime/url.js';

declare const self: ServiceWorkerGlobalScope;

interface PushedMessage {
  readonly type?: unknown;
  readonly notification?: unknown;
}

const FIELDS = ['title', 'body', 'icon', 'url', 'tag'] as const;

function readMessage(data: PushMessageData | null): PushedMessage | null {
  try {
    return data?.json() as PushedMessage | null;
  } catch {
    return null;
  }
}

/** The message's own fields, as far as they are texts, over the config's. */
function notificationOf(config: NotificationConfig, given: unknown): NotificationConfig {
  const own = (given ?? {}) as Record<string, unknown>;
  const texts = FIELDS.filter((field) => typeof own[field] === 'string').map((field) => [field, own[field]]);
  return { ...config, ...(Object.fromEntries(texts) as Partial<NotificationConfig>) };
}

/** The page that a click opens. A URL of another site, or a text that is none, leads to the start page. */
function pageOf(url = '/'): string {
  const page = parseUrl(url, self.location.origin);
  return page?.origin === self.location.origin ? page.href : `${self.location.origin}/`;
}

async function openPage(url: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.find((client) => client.url.replace(/#.*/s, '') === url.replace(/#.*/s, ''));
  await (open ? open.focus() : self.clients.openWindow(url));
}

/** Notifications of this worker, among those that a site shows itself. */
const MARK = 'sw-isr';

/** Listens for push messages and for clicks on what they show. @param config the fields that a message lacks */
export function showNotifications(config: NotificationConfig, report: (error: unknown) => void): void {
  self.addEventListener('push', (event) => {
    const message = readMessage(event.data);
    if (message?.type !== 'revalidate') return;
    const { title, url, tag = MARK, ...rest } = notificationOf(config, message.notification);
    const data = { by: MARK, url };
    // Rejected where the visitor has taken the permission back.
    event.waitUntil(self.registration.showNotification(title, { ...rest, tag, data }).catch(report));
  });
  self.addEventListener('notificationclick', (event) => {
    const { by, url } = (event.notification.data ?? {}) as { by?: unknown; url?: string };
    if (by !== MARK) return;
    event.notification.close();
    event.waitUntil(openPage(pageOf(url)).catch(report));
  });
}
