/**
 * The events that hold until another of their kind follows: the deployment that the site serves, and whether workers are
 * off. A browser that begins to read needs them, and the log must not lose them with its old events.
 */
import type { FeedEvent } from '../shared/feed.js';
import type { FeedLog, LogEntry } from './log.js';

const READ_AT_ONCE = 500;

const kindOf = (event: FeedEvent): 'deployment' | 'disabled' | undefined =>
  'deployment' in event ? 'deployment' : 'disabled' in event ? 'disabled' : undefined;

/** Finds the newest event of each kind, in their order. Reads each part of the log once. */
export function createStanding(log: FeedLog): () => Promise<LogEntry[]> {
  const newest = new Map<string, LogEntry>();
  let readTo: { epoch: string; sequence: number } | undefined;
  let reading: Promise<unknown> = Promise.resolve();

  async function readOn(): Promise<LogEntry[]> {
    const { epoch, oldest, last } = await log.state();
    if (readTo?.epoch !== epoch) newest.clear();
    let after = Math.max(oldest - 1, readTo?.epoch === epoch ? readTo.sequence : 0);
    while (after < last) {
      const entries = await log.read(after, READ_AT_ONCE);
      for (const entry of entries) {
        const kind = kindOf(entry.event);
        if (kind) newest.set(kind, entry);
      }
      const end = entries.at(-1);
      if (!end) break;
      after = end.sequence;
    }
    readTo = { epoch, sequence: after };
    return [...newest.values()].sort((a, b) => a.sequence - b.sequence);
  }

  return () => {
    const next = reading.then(readOn);
    reading = next.catch(() => undefined);
    return next;
  };
}

/**
 * Deletes events that are older than a time in seconds. Those that still hold are said again before: as new events,
 * which tell when they were said first. By the ID, several instances that do so at the same time say them once.
 */
export async function compactLog(
  log: FeedLog,
  standing: () => Promise<LogEntry[]>,
  { before, now }: { before: number; now: number },
): Promise<void> {
  const { epoch } = await log.state();
  for (const { event, sequence } of await standing()) {
    if (event.at >= before) continue;
    const since = 'since' in event ? event.since : event.at;
    const again = 'deployment' in event ? { ...event, at: now, since } : { ...event, at: now };
    await log.append([again], `kept:${epoch}:${sequence}`);
  }
  await log.compact({ at: before });
}
