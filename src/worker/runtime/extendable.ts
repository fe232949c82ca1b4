/** An event, as far as it can be kept alive. Apart, so that no module needs the context for it. */
export interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}
