/**
 * A server of Durable Streams for the public suite. Creating and appending is done here, as the suite needs it; reading
 * is what a feed answers. A feed is JSON: other types are unpacked here after a catch-up or a long poll.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerNode } from '../../../src/server/http/node.js';
import { answerRead, type ReadTimes } from '../../../src/server/http/read.js';
import { createReader, type Chunk, type Reader } from '../../../src/server/http/reader.js';
import type { FeedLog } from '../../../src/server/log.js';
import { memoryLog } from '../../../src/server/logs/memory.js';
import type { FeedEvent } from '../../../src/shared/feed.js';

interface Stream {
  readonly log: FeedLog;
  readonly reader: Reader;
  readonly type: string;
}

const TIMES: ReadTimes = {
  longPollMs: 3000,
  lifeMs: 20_000,
  heartbeatMs: 5000,
  now: () => Date.now(),
  random: () => Math.random(),
  onError: (error) => console.error(error),
};

const isJson = ({ type }: Stream): boolean => type.includes('json');

function itemsOf(stream: Stream, text: string): FeedEvent[] {
  const value: unknown = isJson(stream) ? JSON.parse(text) : text;
  return [value].flat() as FeedEvent[];
}

const tailOf = async ({ reader }: Stream): Promise<Record<string, string>> => ({
  'Stream-Next-Offset': ((await reader.read('now')) as Chunk).next,
});

const empty = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers });

function answerStreams(streams: Map<string, Stream>): (request: Request) => Promise<Response> {
  async function create(pathname: string, request: Request): Promise<Response> {
    const existing = streams.get(pathname);
    if (existing) return empty(200, { 'Content-Type': existing.type, ...(await tailOf(existing)) });
    const log = memoryLog();
    const type = request.headers.get('content-type') ?? 'application/json';
    const stream = { log, reader: createReader(log), type };
    streams.set(pathname, stream);
    const text = await request.text();
    if (text) await log.append(itemsOf(stream, text));
    return empty(201, { 'Content-Type': type, Location: request.url, ...(await tailOf(stream)) });
  }
  async function append(stream: Stream, text: string): Promise<Response> {
    try {
      const items = itemsOf(stream, text);
      if (!items.length || !text) return empty(400);
      await stream.log.append(items);
      return empty(204, await tailOf(stream));
    } catch {
      return empty(400);
    }
  }
  async function read(stream: Stream, request: Request): Promise<Response> {
    const response = await answerRead(stream.reader, request, TIMES);
    const { status, headers } = response;
    const isUnpacked = status === 200 && !isJson(stream) && !!headers.get('content-type')?.includes('json');
    if (!isUnpacked) return response;
    headers.set('Content-Type', stream.type);
    const text = request.method === 'HEAD' ? null : ((await response.json()) as string[]).join('');
    return new Response(text, { status, headers });
  }
  return async (request) => {
    const { pathname } = new URL(request.url);
    const stream = streams.get(pathname);
    if (request.method === 'PUT') return create(pathname, request);
    if (!stream) return empty(404);
    if (request.method === 'POST') return append(stream, await request.text());
    if (request.method !== 'DELETE') return read(stream, request);
    streams.delete(pathname);
    return empty(204);
  };
}

export async function startStreams(): Promise<{ url: string; server: Server }> {
  const answer = answerStreams(new Map());
  const server = createServer((request, response) => {
    answerNode(answer, request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
