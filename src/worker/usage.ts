/** Recency and counts: noted in memory on the way of a hit, written in one batch after it. */
import type { Counts } from '../protocol/messages.js';
import type { UseStore } from '../storage/guarded-store.js';
import { sumOf } from '../storage/store.js';
import type { Lifetime } from './context.js';
import { gathered } from './time.js';

export interface UsageLog {
  /** A page was used; `what` happened on `route`. */
  note(event: Lifetime, route: string, what: keyof Counts, key?: string): void;
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
    note(event, route, what, key) {
      (counts[route] ??= sumOf([]))[what] += 1;
      if (key) used.set(key, now());
      write(event);
    },
  };
}
