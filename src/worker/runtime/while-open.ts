/** Ends what nobody waits for any more. */
import type { Context } from './context.js';

/** A signal, and what ends the watch over it. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/** Milliseconds between two looks. */
const LOOK_INTERVAL_MS = 1000;

/**
 * A signal that is aborted when the time is over, or when the document that asked has gone: without a worker, the
 * browser would give up what it loads then.
 * @param id that of the document's client; where it is no tab's, only the time counts
 */
export function whileOpen({ tabs, report }: Context, id: string, milliseconds: number): Watch {
  const abort = new AbortController();
  let wasOpen = false;
  const look = (): void => {
    tabs()
      .then((open) => {
        const isOpen = open.includes(id);
        if (wasOpen && !isOpen) abort.abort();
        wasOpen = isOpen;
      })
      .catch(report);
  };
  look();
  const timers = [setInterval(look, LOOK_INTERVAL_MS), setTimeout(() => abort.abort(), milliseconds)];
  return {
    signal: abort.signal,
    // Either function ends either kind of timer.
    end: () => timers.forEach(clearTimeout),
  };
}
