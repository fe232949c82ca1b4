/**
 * `sw-isr/inspector`: defines `<isr-inspector>` and `<isr-pill>`. The worker has to be built with `inspector: true`. In
 * Node, importing it does nothing.
 * @example
 * import 'sw-isr/inspector';
 * document.body.append(document.createElement('isr-pill'));
 */

/** `<isr-inspector>`: shows what is stored, what the worker does, and why. */
export type IsrInspectorElement = HTMLElement;

/** `<isr-pill>`: a button in the corner, which opens the inspector. */
export interface IsrPillElement extends HTMLElement {
  /** Opens the inspector over the page. */
  open(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'isr-inspector': IsrInspectorElement;
    'isr-pill': IsrPillElement;
  }
}

/** Resolves when the elements are defined; at once where there are none, as in Node. */
export const defined: Promise<void> =
  'customElements' in globalThis
    ? import('./elements.js').then(({ defineElements }) => defineElements())
    : Promise.resolve();
