/** The interface of a feed's storage. Each implementation runs one contract suite. */
import { failure } from '../shared/errors.js';
import type { FeedEvent } from '../shared/feed.js';

export interface LogEntry {
  /** Grows by one with each event of the log. The first is 1. */
  readonly sequence: number;
  readonly event: FeedEvent;
}

export interface LogState {
  /** Names the log. A log that was lost or restored has another one, and a later log's sorts after an earlier one's. */
  readonly epoch: string;
  /** The sequence of the oldest kept event; `last + 1` if none is kept. */
  readonly oldest: number;
  /** The sequence of the newest event; 0 if there was none. */
  readonly last: number;
}

export interface FeedLog {
  /**
   * Stores events, all or none, and resolves when they survive a crash.
   * @param id of the webhook. Events under an ID that the log knows are not stored again.
   * @returns the sequence of the last of them, of the first time if the ID is known
   */
  append(events: readonly FeedEvent[], id?: string): Promise<number>;
  /** The kept events after a sequence, in their order. */
  read(after: number, limit: number): Promise<LogEntry[]>;
  state(): Promise<LogState>;
  /** Deletes events that are older, and IDs that are older than the replay window of webhooks. */
  compact(before: { at: number }): Promise<void>;
  /** Calls back after new events, also those of other processes. Returns what ends that. */
  watch(onAppend: () => void): () => void;
  /** What is called after it rejects. */
  close(): Promise<void>;
}

/** Why a log that was closed does nothing. */
export const closed = (): Promise<never> =>
  Promise.reject(failure('failed', 'use the log of the feed', 'it was closed', 'Make another one'));
