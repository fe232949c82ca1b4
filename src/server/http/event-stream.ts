/** Server-sent events: what follows an offset, and then each event as it comes. */
import type { FeedEvent } from '../../shared/feed.js';
import { headersOf, nextCursor } from './answers.js';
import type { Chunk, Reader } from './reader.js';

export interface StreamTimes {
  /** Longest life of a connection in milliseconds, a fifth less at random: those of a start end at different times. */
  readonly lifeMs: number;
  /** A line that says nothing, so that no proxy takes the connection for dead. */
  readonly heartbeatMs: number;
  readonly now: () => number;
  readonly random: () => number;
  /** Called with what ends a stream that has begun. */
  readonly onError: (error: unknown) => void;
}

/** A client that takes nothing for so many bytes is let go. It reads on later, with its offset. */
const MAX_QUEUED_BYTES = 256_000;

const encoder = new TextEncoder();

/** The data of a chunk as text, made once for all connections that get it. */
const dataTexts = new WeakMap<readonly FeedEvent[], string>();

function dataText(events: readonly FeedEvent[]): string {
  if (!events.length) return '';
  const text = dataTexts.get(events) ?? eventText('data', events);
  dataTexts.set(events, text);
  return text;
}

const eventText = (type: string, data: unknown): string => `event: ${type}\ndata:${JSON.stringify(data)}\n\n`;

export function eventStream(
  reader: Reader,
  first: Chunk,
  { cursor, signal, times }: { cursor: string | null; signal: AbortSignal; times: StreamTimes },
): Response {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  const life = setTimeout(end, times.lifeMs * (1 - times.random() / 5));
  signal.addEventListener('abort', end);
  if (signal.aborted) end();

  async function run(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    const write = (text: string): void => {
      if ((controller.desiredSize ?? 0) <= 0) end();
      if (!ending.signal.aborted) controller.enqueue(encoder.encode(text));
    };
    const heartbeat = setInterval(() => write(':\n\n'), times.heartbeatMs);
    let given = cursor;
    const say = ({ events, next, isUpToDate }: Chunk): void => {
      given = nextCursor(given, times.now(), times.random);
      const control = { streamNextOffset: next, streamCursor: given, ...(isUpToDate && { upToDate: true }) };
      write(dataText(events) + eventText('control', control));
    };
    try {
      say(first);
      for (let chunk = first; !ending.signal.aborted;) {
        const changed = reader.changed(ending.signal);
        const found = await reader.read(chunk.next);
        // The client is told by the answer to its next request.
        if (!found || 'isGone' in found) break;
        if (found.events.length) say((chunk = found));
        else await changed;
      }
    } finally {
      clearInterval(heartbeat);
      clearTimeout(life);
      signal.removeEventListener('abort', end);
      end();
      try {
        controller.close();
      } catch {
        // The client has gone.
      }
    }
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => void run(controller).catch(times.onError),
      cancel: end,
    },
    { highWaterMark: MAX_QUEUED_BYTES, size: (part) => part.byteLength },
  );
  const headers = {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  };
  return new Response(body, { headers: headersOf(headers) });
}
