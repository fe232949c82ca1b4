/**
 * An API of GitHub's GraphQL shape with one issue, on a port of its own: a token, GitHub's errors, and a signed webhook for
 * each change.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { graphql } from 'graphql';
import { Hono } from 'hono';
import { serveApp } from '../../start/serve-app.mjs';
import { createIssue } from './issue.mjs';
import { schema } from './schema.mjs';
import { deliver, webhookOf } from './webhook.mjs';

const HOSTNAME = '127.0.0.1';
const DOCUMENTATION = 'https://docs.github.com/graphql';

/** GitHub names the type of an error beside its message. @param {import('graphql').GraphQLError} error */
const errorOf = ({ message, path, locations, extensions: { type } }) => ({
  ...(type === undefined ? {} : { type }),
  ...{ path, locations, message },
});

export function createApi() {
  const token = `ghp_${randomBytes(18).toString('hex')}`;
  const secret = randomBytes(24).toString('hex');
  /** @type {string | undefined} */
  let webhookUrl;
  const rootValue = createIssue((change) => {
    if (webhookUrl)
      deliver(webhookUrl, webhookOf(secret, change)).catch(({ message }) => console.error(message));
  });

  const app = new Hono();
  app.post('/graphql', async (c) => {
    await pause(api.delay);
    if (api.isFailing) return c.json({ message: 'The API fails, as it was told to' }, 502);
    if (c.req.header('Authorization')?.toLowerCase() !== `bearer ${token}`)
      return c.json({ message: 'Bad credentials', documentation_url: DOCUMENTATION, status: '401' }, 401);
    const { query, variables } = await c.req.json().catch(() => ({}));
    if (typeof query !== 'string')
      return c.json({ message: 'Problems parsing JSON', documentation_url: DOCUMENTATION }, 400);
    // GitHub knows the viewer by the token. Here one token speaks for all visitors, and each is named beside it.
    const contextValue = { viewer: c.req.header('X-Viewer') ?? 'nobody' };
    const { data, errors } = await graphql({
      ...{ schema, rootValue, contextValue, source: query },
      variableValues: variables,
    });
    return c.json({
      ...(data === undefined ? {} : { data }),
      ...(errors && { errors: errors.map(errorOf) }),
    });
  });

  /** @type {Awaited<ReturnType<typeof serveApp>> | undefined} */
  let server;
  const api = {
    token,
    /** Of its webhooks. */
    secret,
    /** Set it at any time: every request is answered 502 then. */
    isFailing: false,
    /** Milliseconds until it answers. */
    delay: 0,
    /** Answers a request without a server. */
    fetch: app.fetch,
    get url() {
      if (!server) throw new Error('Failed to use "the API": it does not listen yet. Call listen() first.');
      return server.url;
    },
    /** @param {string} [url] where its webhooks go @param {number} [port] 0: a free one */
    async listen(url, port = 0) {
      webhookUrl = url;
      server ??= await serveApp(app, port, HOSTNAME);
    },
    async close() {
      await server?.close();
      server = undefined;
    },
  };
  return api;
}

/** @typedef {ReturnType<typeof createApi>} Api */
