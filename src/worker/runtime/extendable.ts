/** An event that can be kept alive: the part of `ExtendableEvent` that the worker uses. */
export interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}
