/** A feed of make-believe on its own origin: what the worker and the client read, and whatever else a test has it say. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeFeed {
  readonly url: string;
  /** The queries of the requests, in their order. */
  readonly asked: string[];
  /** How many streams are open. */
  readonly streams: () => number;
  publish(event: object): void;
  /** Answers in place of the feed; undefined: the feed answers. */
  answer: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** Begins another log. */
  lose(): void;
  /** Ends all streams. */
  hangUp(): void;
  close(): Promise<void>;
}

const HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Stream-Next-Offset, Stream-Up-To-Date',
};

export async function startFakeFeed(): Promise<FakeFeed> {
  let epoch = 1;
  let events: object[] = [];
  const open = new Map<ServerResponse, number>();
  const asked: string[] = [];
  const offsetOf = (count: number): string => `${epoch}_${String(count).padStart(6, '0')}`;

  const send = (response: ServerResponse, from: number): void => {
    const news = events.slice(from);
    if (news.length) response.write(`event: data\ndata: ${JSON.stringify(news)}\n\n`);
    response.write(
      `event: control\ndata: {"streamNextOffset":"${offsetOf(events.length)}","upToDate":true}\n\n`,
    );
    open.set(response, events.length);
  };
  const server = createServer((request, response) => {
    const { searchParams, search } = new URL(request.url ?? '/', 'http://feed');
    asked.push(search);
    if (feed.answer?.(request, response)) return;
    const offset = searchParams.get('offset') ?? '-1';
    const [name, count] = offset === 'now' ? [String(epoch), events.length] : offset.split('_');
    const tail = { 'Stream-Next-Offset': offsetOf(events.length), 'Stream-Up-To-Date': 'true' };
    if (name !== String(epoch)) response.writeHead(410, { ...HEADERS, ...tail }).end();
    else if (searchParams.get('live') === 'sse') {
      response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream' });
      response.on('close', () => open.delete(response));
      send(response, Number(count));
    } else
      response
        .writeHead(200, {
          ...HEADERS,
          ...tail,
          'Content-Type': 'application/json',
          'Cache-Control': 'no-cache',
        })
        .end(JSON.stringify(events.slice(Number(count))));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const feed: FakeFeed = {
    url: `http://feed.localhost:${(server.address() as AddressInfo).port}/feed`,
    asked,
    streams: () => open.size,
    publish(event) {
      events.push({ at: Math.floor(Date.now() / 1000), ...event });
      for (const [response, from] of open) send(response, from);
    },
    answer: undefined,
    lose() {
      epoch += 1;
      events = [];
      feed.hangUp();
    },
    hangUp: () => open.forEach((_from, response) => response.destroy()),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return feed;
}
