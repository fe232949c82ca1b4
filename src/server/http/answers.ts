/** The answers of a feed: their headers, and what caches on the way may do with them. */
import type { Chunk, Gone } from './reader.js';

export const JSON_TYPE = 'application/json';

/** Pages of any origin may read a feed: it has no secrets, and is asked for without cookies. */
const COMMON = {
  'X-Content-Type-Options': 'nosniff',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Stream-Next-Offset, Stream-Up-To-Date, Stream-Cursor, ETag, Date, Age',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

export const headersOf = (more: Record<string, string> = {}): Headers => new Headers({ ...COMMON, ...more });

/** A year: what follows an offset never changes, once more follows that. */
const FINAL = 'public, max-age=31536000, immutable';
/** A CDN answers a herd by one request a second. A browser asks with the ETag. */
const AT_TAIL = 'public, max-age=0, s-maxage=1, must-revalidate';
const NOT_STORED = 'no-store';

/** How long one cursor is given out. Requests with the same cursor are one for a CDN. */
const CURSOR_MS = 20_000;
/** 9 October 2024, the date that the protocol counts from. */
const CURSOR_EPOCH = Date.UTC(2024, 9, 9);

/** Grows at each answer, so that no CDN answers a client with what it had before. */
export function nextCursor(given: string | null, now: number, random: () => number): string {
  const current = Math.floor((now - CURSOR_EPOCH) / CURSOR_MS);
  const before = /^\d{1,15}$/.test(given ?? '') ? Number(given) : -1;
  return String(before < current ? current : before + 1 + Math.floor(random() * 180));
}

export const positionHeaders = ({
  next,
  isUpToDate,
}: Pick<Chunk, 'next' | 'isUpToDate'>): Record<string, string> => ({
  'Stream-Next-Offset': next,
  ...(isUpToDate && { 'Stream-Up-To-Date': 'true' }),
});

/** `{ error }`, and a status. */
export function refusal(status: number, error: string, more: Record<string, string> = {}): Response {
  const headers = headersOf({ 'Content-Type': JSON_TYPE, 'Cache-Control': NOT_STORED, ...more });
  return new Response(JSON.stringify({ error }), { status, headers });
}

/** 410: the browser takes everything for stale, and goes on at the end of the log. */
export const goneAnswer = ({ next }: Gone): Response =>
  refusal(
    410,
    'Failed to read on: the log is another one, or no longer has what follows this offset. Take everything for stale, and go on at Stream-Next-Offset.',
    positionHeaders({ next, isUpToDate: true }),
  );

/** What follows an offset. */
export function chunkAnswer(
  chunk: Chunk,
  { ifNoneMatch, isTail, cursor }: { ifNoneMatch: string | null; isTail: boolean; cursor?: string },
): Response {
  // A chunk that was the last one and is no longer has another tag: a 304 can't take `Stream-Up-To-Date` from a cache.
  const etag = `"${chunk.next}${chunk.isUpToDate ? '' : '.more'}"`;
  const headers = headersOf({
    ...positionHeaders(chunk),
    'Cache-Control': isTail ? NOT_STORED : chunk.isFinal ? FINAL : AT_TAIL,
    ...(!isTail && { ETag: etag }),
    ...(chunk.lastAt && { 'Last-Modified': new Date(chunk.lastAt * 1000).toUTCString() }),
    ...(cursor && { 'Stream-Cursor': cursor }),
  });
  const isKnown =
    !isTail &&
    ifNoneMatch
      ?.split(',')
      .map((tag) => tag.trim())
      .some((tag) => tag.replace(/^W\//, '') === etag || tag === '*');
  if (isKnown) return new Response(null, { status: 304, headers });
  headers.set('Content-Type', JSON_TYPE);
  return new Response(JSON.stringify(chunk.events), { headers });
}

/** 204: a long poll during which nothing happened. */
export const quietAnswer = (chunk: Chunk, cursor: string): Response =>
  new Response(null, {
    status: 204,
    headers: headersOf({ ...positionHeaders(chunk), 'Stream-Cursor': cursor, 'Cache-Control': NOT_STORED }),
  });
