import type { Notices } from '../protocol/messages.js';
import type { Page } from './page.js';

/** Reads rule 34's `Server-Timing: isr` of this very page; null when the worker did not answer it. */
export function servedState({ location, performance }: Page): Notices['served'] | null {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const timing = (navigation?.serverTiming as PerformanceServerTiming[] | undefined)?.find(
    ({ name }) => name === 'isr',
  );
  return timing ? { url: location.href, state: timing.description, age: timing.duration / 1000 } : null;
}
