import type { NoticeName, Notices } from '../shared/messages.js';

/** The events of an `IsrClient`. Each is a `CustomEvent` whose `detail` tells what happened to which URL. */
export type IsrEvents = { [N in NoticeName]: CustomEvent<Notices[N]> };

/** A listener for one of the events: a function, or an object with `handleEvent`. */
export type IsrListener<N extends NoticeName> =
  ((event: IsrEvents[N]) => void) | { handleEvent(event: IsrEvents[N]): void };

/** An `EventTarget` with typed event names, so that a misspelt one does not compile. */
export interface IsrEventTarget extends EventTarget {
  /**
   * Listens to one kind of event.
   * @example isr.addEventListener('updated', ({ detail }) => console.log(detail.url, 'has changed'));
   */
  addEventListener<N extends NoticeName>(
    type: N,
    listener: IsrListener<N> | null,
    options?: AddEventListenerOptions | boolean,
  ): void;
  /** Stops listening. */
  removeEventListener<N extends NoticeName>(
    type: N,
    listener: IsrListener<N> | null,
    options?: EventListenerOptions | boolean,
  ): void;
}

/** `EventTarget` of the platform, typed with these events. */
export const IsrEventTarget = EventTarget as unknown as new () => IsrEventTarget;

/** Dispatches an event. */
export function announce<N extends NoticeName>(target: EventTarget, name: N, detail: Notices[N]): void {
  target.dispatchEvent(new CustomEvent(name, { detail }));
}
