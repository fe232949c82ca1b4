/** The feed in the frameworks that docs/feed.md names: the same reads, streams and webhooks in each. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { serve } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { createFeed, memoryLog, type Feed } from '../../src/server/index.js';

const SECRET = 'a-secret-of-tests-long-enough';
const PATH = '/_isr/feed';

const started = async (server: Server): Promise<Server> => {
  if (!server.listening) await once(server, 'listening');
  return server;
};

/** Each mounts the feed as the docs say. */
const FRAMEWORKS: Record<string, (feed: Feed) => Promise<Server>> = {
  'node:http': (feed) =>
    started(
      createServer((request, response) => {
        feed.node(request, response).catch(() => response.destroy());
      }).listen(0),
    ),
  Express: (feed) => {
    const app = express();
    app.all(PATH, (request, response) => feed.node(request, response));
    app.use(express.json());
    return started(app.listen(0));
  },
  'an Express router': (feed) => {
    const [app, router] = [express(), express.Router()];
    router.all('/feed', (request, response) => feed.node(request, response));
    app.use('/_isr', router);
    return started(app.listen(0));
  },
  Fastify: async (feed) => {
    const app = fastify({ forceCloseConnections: true });
    await app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.all(PATH, (request, reply) => {
        reply.hijack();
        return feed.node(request.raw, reply.raw);
      });
    });
    await app.listen({ port: 0 });
    return app.server;
  },
  Hono: (feed) => {
    const app = new Hono();
    app.all(PATH, ({ req }) => feed.fetch(req.raw));
    return started(serve({ fetch: app.fetch, port: 0 }) as Server);
  },
};

/** What a connection says until it says a word. */
async function heard(response: Response, word: string): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += new TextDecoder().decode(part.value);
    if (text.includes(word)) break;
  }
  await reader.cancel();
  return text;
}

describe('the feed in a framework', () => {
  for (const [name, mount] of Object.entries(FRAMEWORKS))
    it(`${name}: is read, streams, and takes a signed webhook by its bytes`, async () => {
      const feed = createFeed({ storage: memoryLog(), secret: SECRET });
      const server = await mount(feed);
      const { port } = server.address() as AddressInfo;
      const url = `http://localhost:${port}${PATH}`;
      const first = await fetch(`${url}?offset=now`);
      const offset = first.headers.get('stream-next-offset') ?? '';
      assert.equal(first.status, 200);
      const stream = await fetch(`${url}?offset=${offset}&live=sse`);
      // Spaces that a parser would not give back: the signature is of the bytes.
      const body = '{ "tags": ["product:1"] }';
      const signature = createHmac('sha256', SECRET).update(body).digest('hex');
      const headers = {
        'content-type': 'application/json',
        'x-hub-signature-256': `sha256=${signature}`,
        'x-github-delivery': 'one',
      };
      const posted = await fetch(url, { method: 'POST', body, headers });
      assert.equal(posted.status, 200, await posted.text());
      assert.match(await heard(stream, 'product:1'), /product:1/);
      const events = (await (await fetch(`${url}?offset=${offset}`)).json()) as object[];
      assert.equal(events.length, 1);
      await feed.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

  it('Express: says what is wrong where a body parser comes first', async () => {
    const feed = createFeed({ storage: memoryLog(), secret: SECRET });
    const app = express();
    app.use(express.json());
    app.all(PATH, (request, response) => feed.node(request, response));
    const server = await started(app.listen(0));
    const { port } = server.address() as AddressInfo;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${SECRET}` };
    const answer = await fetch(`http://localhost:${port}${PATH}`, {
      method: 'POST',
      body: '{"tags":["a"]}',
      headers,
    });
    assert.equal(answer.status, 500);
    assert.match(await answer.text(), /Mount the feed before express\.json\(\)/);
    await feed.close();
    server.closeAllConnections();
    server.close();
  });
});
