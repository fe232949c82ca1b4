/** Recency and counts: noted in memory on the way of a hit, written in one batch after it. */
import type { Counts } from '../protocol/messages.js';
import type { UseStore } from '../storage/guarded-store.js';
import type { Lifetime } from './context.js';

export interface UsageLog {
  /** `what` happened on `route`; the entries under `keys` were used. */
  note(event: Lifetime, route: string, what: keyof Counts, ...keys: string[]): void;
}

/** Milliseconds for which notes are gathered. */
const GATHER = 1000;
const NONE: Counts = { hits: 0, stale: 0, misses: 0, regenerations: 0, failures: 0 };

export function createUsage(use: UseStore, now: () => number, report: (error: unknown) => void): UsageLog {
  let used = new Map<string, number>();
  let counts: Record<string, Counts> = {};
  let writing: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, GATHER));
    const usage = { used, counts };
    used = new Map();
    counts = {};
    writing = undefined;
    await use((store) => store.record(usage)).catch(report);
  };

  return {
    note(event, route, what, ...keys) {
      const had = (counts[route] ??= { ...NONE });
      had[what] += 1;
      for (const key of keys) used.set(key, now());
      event.waitUntil((writing ??= write()));
    },
  };
}
