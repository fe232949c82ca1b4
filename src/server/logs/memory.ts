/** A log in memory: for tests, and for one process whose browsers may mark everything stale when it starts again. */
import type { FeedEvent } from '../../shared/feed.js';
import type { FeedLog, LogEntry } from '../log.js';
import { newEpoch } from './epoch.js';
import { ID_RETENTION_S } from './retention.js';

/**
 * Keeps the events in memory. They are lost when the process ends; the next log has another epoch.
 * @example createFeed({ storage: memoryLog() })
 */
export function memoryLog(): FeedLog {
  const epoch = newEpoch(Date.now());
  const known = new Map<string, { sequence: number; storedAt: number }>();
  const watchers = new Set<() => void>();
  let entries: LogEntry[] = [];
  let last = 0;
  return {
    append: async (events, id) => {
      const before = id === undefined ? undefined : known.get(id);
      if (before) return before.sequence;
      entries.push(...events.map((event: FeedEvent, index) => ({ sequence: last + index + 1, event })));
      last += events.length;
      if (id !== undefined) known.set(id, { sequence: last, storedAt: Date.now() / 1000 });
      for (const onAppend of watchers) onAppend();
      return last;
    },
    read: async (after, limit) => {
      const skipped = Math.max(0, after - (entries[0]?.sequence ?? 1) + 1);
      return entries.slice(skipped, skipped + limit);
    },
    state: async () => ({ epoch, oldest: entries[0]?.sequence ?? last + 1, last }),
    compact: async ({ at }) => {
      const kept = entries.findIndex(({ event }) => event.at >= at);
      entries = kept < 0 ? [] : entries.slice(kept);
      const oldest = Date.now() / 1000 - ID_RETENTION_S;
      for (const [id, { storedAt }] of known) if (storedAt < oldest) known.delete(id);
    },
    watch: (onAppend) => {
      const watcher = () => onAppend();
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    close: async () => watchers.clear(),
  };
}
