import { isNotice } from '../shared/messages.js';
import type { CommandMessage, Notices } from '../shared/messages.js';

export type Updated = Notices['updated'];

/** What the element does when the worker tells of something. */
export interface NewsHandlers {
  /** A newer version of this page is stored. */
  readonly updated: (detail: Updated) => void;
  /** The worker serves another deployment than the one that this page was loaded from. */
  readonly deployed: () => void;
}

/** The path of a URL, decoded as far as it can be: the worker normalises percent-encodings (rule 5). */
function pathOf(url: string): string {
  const { pathname } = new URL(url, document.baseURI);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** Asks the worker to repeat the notices about this page since it was loaded. The reply is not needed. */
function askAgain(container: ServiceWorkerContainer): void {
  const hello: CommandMessage<'hello'> = {
    isr: 1,
    command: 'hello',
    params: { url: location.href, since: performance.timeOrigin },
  };
  container.ready
    .then(({ active }) => active?.postMessage(hello, [new MessageChannel().port2]))
    .catch(() => undefined);
}

/**
 * Calls back for the worker's notices about this page: the client dispatches the same ones as `updated` and
 * `deployment`. Each version is told once. A page that a client router has left counts no more.
 * @param signal stops it
 */
export function followNews(
  container: ServiceWorkerContainer,
  { updated, deployed }: NewsHandlers,
  signal: AbortSignal,
): void {
  let latest = 0;
  const hear = ({ data }: MessageEvent<unknown>): void => {
    if (!isNotice(data)) return;
    if (data.notice === 'deployment' && data.detail.from !== null) deployed();
    if (data.notice !== 'updated' || pathOf(data.detail.url) !== pathOf(location.href)) return;
    if (data.detail.generatedAt <= latest) return;
    latest = data.detail.generatedAt;
    updated(data.detail);
  };
  container.addEventListener('message', hear as EventListener, { signal });
  // Until the page has loaded, the client's own `hello` is still to come.
  if (document.readyState === 'complete') askAgain(container);
}
