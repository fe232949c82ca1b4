/** Aborts requests of tabs that were closed. */
import type { Context } from '../runtime/context.js';

export interface TabSignal {
  readonly signal: AbortSignal;
  /** Stops the timers. */
  readonly end: () => void;
}

const CHECK_INTERVAL_MS = 1000;

/**
 * A signal that is aborted after a timeout, or when the tab is closed. Without a worker the browser would abort the
 * tab's requests too.
 * @param clientId if it is not a tab's, only the timeout counts
 */
export function tabSignal({ tabs, report }: Context, clientId: string, timeoutMs: number): TabSignal {
  const abort = new AbortController();
  let wasOpen = false;
  const check = (): void => {
    tabs()
      .then((open) => {
        const isOpen = open.includes(clientId);
        if (wasOpen && !isOpen) abort.abort();
        wasOpen = isOpen;
      })
      .catch(report);
  };
  check();
  const timers = [setInterval(check, CHECK_INTERVAL_MS), setTimeout(() => abort.abort(), timeoutMs)];
  return {
    signal: abort.signal,
    // `clearTimeout` clears intervals too.
    end: () => timers.forEach(clearTimeout),
  };
}
