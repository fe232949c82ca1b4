/** What is drawn over time: a point a second, of the counts and of the requests since the point before. */
import type { Counts, InspectedRequest } from '../../shared/messages.js';

export interface Point {
  /** Seconds since the epoch. */
  readonly at: number;
  readonly hits: number;
  readonly stale: number;
  readonly misses: number;
  /** All answers so far that needed no request to the origin, and all requests to it. */
  readonly spared: number;
  readonly made: number;
  /** The median duration of answers from the store, and of all others, in milliseconds; null without any. */
  readonly stored: number | null;
  readonly network: number | null;
}

const MAX_POINTS = 300;
const FROM_STORE = /^(?:fresh|stale|hit|asset)/;

/** Whether the worker's word means that it answered from the store. */
export const isFromStore = (decision: string): boolean => FROM_STORE.test(decision);

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

const since = (now: number, before: number): number => Math.max(0, now - before);

/** Requests to the origin: those that a visitor waits for, and those behind. */
export const originRequests = ({ misses, regenerations }: Counts): number => misses + regenerations;

/** @param before the counts of the last point; none at first */
export function pointOf(
  at: number,
  counts: Counts,
  { before = counts, requests }: { before?: Counts | undefined; requests: readonly InspectedRequest[] },
): Point {
  const durations = (isStored: boolean): number[] =>
    requests.filter(({ decision }) => isFromStore(decision) === isStored).map(({ duration }) => duration);
  return {
    at: at / 1000,
    hits: since(counts.hits, before.hits),
    stale: since(counts.stale, before.stale),
    misses: since(counts.misses, before.misses),
    spared: counts.hits,
    made: originRequests(counts),
    stored: median(durations(true)),
    network: median(durations(false)),
  };
}

export const withPoint = (points: readonly Point[], point: Point): Point[] =>
  [...points, point].slice(-MAX_POINTS);
