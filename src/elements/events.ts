import type { Updated } from './news.js';

/** What the events of the element tell. */
export interface IsrUpdateEvents {
  /** A newer version is offered. */
  'isr-update-shown': CustomEvent<Updated>;
  /** The newer version is about to be shown. Cancel it to show it yourself, as with a client router. */
  'isr-update-apply': CustomEvent<Updated>;
  /** The newer version is shown, or the page is about to be reloaded. */
  'isr-update-applied': CustomEvent<Updated & { by: 'swap' | 'reload' }>;
}
