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

export interface UsageOptions {
  readonly use: UseStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly report: (error: unknown) => void;
  /** `generation` is raised by each clear. */
  readonly clears: { readonly generation: number };
}

export function createUsage({ use, now, report, clears }: UsageOptions): UsageLog {
  let used = new Map<string, number>();
  let counts: Record<string, Counts> = {};
  let { generation } = clears;

  /** Begins anew. */
  const reset = (): void => {
    used = new Map();
    counts = {};
    ({ generation } = clears);
  };
  const write = coalesced(async () => {
    // What was counted before a clear was cleared too.
    if (generation !== clears.generation) return;
    const usage = { used, counts };
    reset();
    await use((store) => store.record(usage)).catch(report);
  });

  return {
    note(event, route, outcome, ...keys) {
      if (generation !== clears.generation) reset();
      (counts[route] ??= sumOf([]))[outcome] += 1;
      for (const key of keys) used.set(key, now());
      write(event);
    },
  };
}
