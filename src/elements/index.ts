/**
 * `sw-isr/elements`: custom elements for pages. Importing it defines them, where there is a document.
 * @example <script type="module" src="/elements.js"></script> <isr-update></isr-update>
 */
import { IsrUpdate } from './isr-update.js';
import type { IsrUpdateEvents } from './events.js';

export { IsrUpdate };
export type { IsrUpdateEvents } from './events.js';

declare global {
  interface HTMLElementTagNameMap {
    'isr-update': IsrUpdate;
  }
  // oxlint-disable-next-line typescript/no-empty-object-type -- it adds the events to all elements.
  interface HTMLElementEventMap extends IsrUpdateEvents {}
}

const { customElements: registry } = globalThis as Partial<Pick<Window, 'customElements'>>;
if (registry && !registry.get('isr-update')) registry.define('isr-update', IsrUpdate);
