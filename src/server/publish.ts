/** Publishes events: the CDN is purged first, and no event is lost by that. */
import { failure } from '../shared/errors.js';
import { faultOf, type FeedEvent } from '../shared/feed.js';
import type { FeedLog } from './log.js';

/** Purges what an event concerns from a CDN. */
export type Purge = (event: FeedEvent) => unknown;

export interface PublishOptions {
  readonly log: FeedLog;
  readonly purge: readonly Purge[];
  readonly onError: (error: unknown) => void;
}

/** A purge that hangs holds the event back no longer than this. The ready ones give up earlier. */
const PURGE_TIMEOUT_MS = 30_000;

async function inTime(work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = failure(
      'timeout',
      'purge the CDN',
      'it took longer than 30 seconds',
      'Browsers are told all the same',
    );
    timer = setTimeout(() => reject(error), PURGE_TIMEOUT_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Purges, and then stores the events. A browser that is told before the CDN is purged would fetch the old page.
 * @returns the sequence of the last event
 * @throws IsrError `bad-request` for an event that is none; what the log throws
 */
export async function publish(
  { log, purge, onError }: PublishOptions,
  events: readonly FeedEvent[],
  id?: string,
): Promise<number> {
  for (const event of events) {
    const fault = faultOf(event);
    if (fault) throw failure('bad-request', 'publish an event', fault, 'See FeedEvent');
  }
  const purges = events.flatMap((event) => purge.map(async (one) => one(event)));
  await Promise.all(purges.map((work) => inTime(work).catch(onError)));
  // Told after the purge: a copy that a CDN took from the old page meanwhile is older than this (rule 4).
  const at = Date.now() / 1000;
  return log.append(
    events.map((event) => ({ ...event, at })),
    id,
  );
}
