/** Recency and counts: noted in memory on the way of a hit, written in one batch after it. */
import type { Counts } from '../../shared/messages.js';
import type { UseStore } from '../../storage/layers/resilient-store.js';
import { sumOf } from '../../storage/store.js';
import type { Lifetime } from './context.js';
import { gathered } from './timers.js';

export interface UsageLog {
  /** `what` happened on `route`; the entries under `keys` were used. */
  note(event: Lifetime, route: string, what: keyof Counts, ...keys: string[]): void;
}

export function createUsage(use: UseStore, now: () => number, report: (error: unknown) => void): UsageLog {
  let used = new Map<string, number>();
  let counts: Record<string, Counts> = {};

  const write = gathered(() => {
    const usage = { used, counts };
    used = new Map();
    counts = {};
    return use((store) => store.record(usage)).catch(report);
  });

  return {
    note(event, route, what, ...keys) {
      (counts[route] ??= sumOf([]))[what] += 1;
      for (const key of keys) used.set(key, now());
      write(event);
    },
  };
}
