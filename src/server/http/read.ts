/**
 * Answers the requests that read a feed: the read path of the Durable Streams protocol, in JSON
 * (https://github.com/durable-streams/durable-streams).
 */
import {
  chunkAnswer,
  goneAnswer,
  headersOf,
  JSON_TYPE,
  nextCursor,
  positionHeaders,
  quietAnswer,
  refusal,
} from './answers.js';
import { eventStream, type StreamTimes } from './event-stream.js';
import { START, TAIL } from './offset.js';
import type { Chunk, Gone, Reader } from './reader.js';

export interface ReadTimes extends StreamTimes {
  /** How long a request waits for the next event, in milliseconds. */
  readonly longPollMs: number;
}

const LIVE = ['long-poll', 'sse'];

const badOffset = (offset: string): Response =>
  refusal(
    400,
    `Failed to read the feed: "${offset.slice(0, 100)}" is no offset. Give one of Stream-Next-Offset, "-1" or "now".`,
  );

/** Waits for the next events, for a while. */
async function longPoll(
  reader: Reader,
  first: Chunk,
  request: Request,
  times: ReadTimes,
): Promise<Chunk | Gone> {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  const timer = setTimeout(end, times.longPollMs);
  request.signal.addEventListener('abort', end);
  if (request.signal.aborted) end();
  let chunk: Chunk | Gone = first;
  try {
    while (!('isGone' in chunk) && !chunk.events.length && !ending.signal.aborted) {
      const changed = reader.changed(ending.signal);
      chunk = (await reader.read(chunk.next)) ?? chunk;
      if (!('isGone' in chunk) && !chunk.events.length) await changed;
    }
    return chunk;
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', end);
    end();
  }
}

async function headAnswer(reader: Reader): Promise<Response> {
  const tail = (await reader.read(TAIL)) as Chunk;
  const headers = { ...positionHeaders(tail), 'Content-Type': JSON_TYPE, 'Cache-Control': 'no-store' };
  return new Response(null, { headers: headersOf(headers) });
}

/** Answers GET and HEAD. Rejects if the log can't be read. */
export async function answerRead(reader: Reader, request: Request, times: ReadTimes): Promise<Response> {
  if (request.method === 'HEAD') return headAnswer(reader);
  const { searchParams } = new URL(request.url);
  const live = searchParams.get('live');
  const given = searchParams.getAll('offset');
  const [offset = START] = given;
  if (given.length > 1) return badOffset(given.join(' '));
  if (live !== null && !LIVE.includes(live))
    return refusal(
      400,
      `Failed to read the feed: "live" is "${live.slice(0, 100)}". Give "long-poll" or "sse".`,
    );
  if (live && !given.length)
    return refusal(400, 'Failed to follow the feed: no offset was given. Give "-1" or "now".');
  if (offset === TAIL && !live && searchParams.has('state'))
    return chunkAnswer(await reader.state(), { ifNoneMatch: null, isTail: false });
  const chunk = await reader.read(offset);
  if (!chunk) return badOffset(offset);
  if ('isGone' in chunk) return goneAnswer(chunk);
  const cursor = searchParams.get('cursor');
  if (live === 'sse') return eventStream(reader, chunk, { cursor, signal: request.signal, times });
  const ifNoneMatch = request.headers.get('if-none-match');
  if (!live) return chunkAnswer(chunk, { ifNoneMatch, isTail: offset === TAIL });
  const next = await longPoll(reader, chunk, request, times);
  if ('isGone' in next) return goneAnswer(next);
  const nextOne = nextCursor(cursor, times.now(), times.random);
  return next.events.length
    ? chunkAnswer(next, { ifNoneMatch: null, isTail: offset === TAIL, cursor: nextOne })
    : quietAnswer(next, nextOne);
}
