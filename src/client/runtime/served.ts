import type { Notices } from '../../shared/messages.js';
import { announce } from '../events.js';
import type { Page } from './page.js';

/** Reads `Server-Timing: isr` of an entry (rule 34); undefined if the worker did not answer it. */
export function servedEntry(
  entry: PerformanceEntry | undefined,
  url = entry?.name ?? '',
): Notices['served'] | undefined {
  // Browsers without Server-Timing have no such list.
  const timings = (entry as { serverTiming?: readonly PerformanceServerTiming[] } | undefined)?.serverTiming;
  const timing = timings?.find(({ name }) => name === 'isr');
  return timing && { url, state: timing.description, age: timing.duration / 1000 };
}

/** How this page was served. */
export const servedState = ({ location, performance }: Page): Notices['served'] | undefined =>
  servedEntry(performance.getEntriesByType('navigation')[0], location.href);

/** Announces each page that a script of this page fetches, as Turbo Drive and Swup do. */
export function announceFetches(target: EventTarget, { PerformanceObserver }: Page): void {
  const handle = (entry: PerformanceEntry): void => {
    const served = (entry as PerformanceResourceTiming).initiatorType === 'fetch' && servedEntry(entry);
    if (served) announce(target, 'served', served);
  };
  if (PerformanceObserver)
    new PerformanceObserver((list) => {
      list.getEntries().forEach(handle);
    }).observe({ type: 'resource' });
}
