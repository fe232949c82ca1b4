import type { Notices } from '../../shared/messages.js';
import { announce } from '../events.js';
import type { Page } from './page.js';

/** What rule 34's `Server-Timing: isr` of an entry says; undefined when the worker did not answer it. */
export function servedEntry(
  entry: PerformanceEntry | undefined,
  url = entry?.name ?? '',
): Notices['served'] | undefined {
  // Browsers that know no Server-Timing have no list of them.
  const timings = (entry as { serverTiming?: readonly PerformanceServerTiming[] } | undefined)?.serverTiming;
  const timing = timings?.find(({ name }) => name === 'isr');
  return timing && { url, state: timing.description, age: timing.duration / 1000 };
}

/** How this very page was served. */
export const servedState = ({ location, performance }: Page): Notices['served'] | undefined =>
  servedEntry(performance.getEntriesByType('navigation')[0], location.href);

/** Tells of each page that a script of this page fetches, as Turbo Drive and Swup do. */
export function tellFetches(target: EventTarget, { PerformanceObserver }: Page): void {
  const tell = (entry: PerformanceEntry): void => {
    const served = (entry as PerformanceResourceTiming).initiatorType === 'fetch' && servedEntry(entry);
    if (served) announce(target, 'served', served);
  };
  if (PerformanceObserver)
    new PerformanceObserver((list) => {
      list.getEntries().forEach(tell);
    }).observe({ type: 'resource' });
}
