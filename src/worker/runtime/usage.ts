/** Last use of pages, and counts for `stats()`: collected in memory, and written in one batch after the response. */
import type { Counts } from '../../shared/messages.js';
import type { UseStore } from '../../storage/layers/resilient-store.js';
import { sumOf } from '../../storage/store.js';
import type { Extendable } from './extendable.js';
import { coalesced } from './timers.js';

export interface UsageLog {
  /** Counts an outcome on a route, and notes that the entries under `keys` were used. */
  note(event: Extendable, route: string, outcome: keyof Counts, ...keys: string[]): void;
}

export function createUsage(use: UseStore, now: () => number, report: (error: unknown) => void): UsageLog {
  let used = new Map<string, number>();
  let counts: Record<string, Counts> = {};

  const write = coalesced(() => {
    const usage = { used, counts };
    used = new Map();
    counts = {};
    return use((store) => store.record(usage)).catch(report);
  });

  return {
    note(event, route, outcome, ...keys) {
      (counts[route] ??= sumOf([]))[outcome] += 1;
      for (const key of keys) used.set(key, now());
      write(event);
    },
  };
}
