import type { CommandMessage } from '../../shared/messages.js';
import { activeWorker } from '../runtime/connection.js';
import type { Connection } from '../runtime/connection.js';
import { linkOf, onLinkRested } from '../runtime/links.js';

/** Milliseconds between two messages: browsers stop a worker that was idle for 30 s. */
const INTERVAL_MS = 10_000;

const WAKE: CommandMessage<'wake'> = { isr: 1, command: 'wake', params: {} };

/**
 * Starts a stopped worker when the visitor is about to follow a link: a pointer is pressed on it, or a pointer or the
 * focus rests on it. The navigation then finds the worker running (rule 39). No reply is awaited.
 */
export function wakeWorker(connection: Connection): void {
  const { page } = connection;
  let wokenAt = -INTERVAL_MS;
  const wake = (): void => {
    const now = page.performance.now();
    if (now - wokenAt < INTERVAL_MS) return;
    wokenAt = now;
    activeWorker(connection)?.postMessage(WAKE);
  };
  const press = (event: Event): void => {
    if (linkOf(page, event)) wake();
  };
  page.document.addEventListener('pointerdown', press, { capture: true, passive: true });
  onLinkRested(page, wake);
}
