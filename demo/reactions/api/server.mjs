/**
 * An API of GitHub's GraphQL shape with one issue, on a port of its own: one query, two mutations, a token, and a webhook
 * for each change, signed as GitHub signs.
 */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { serveApp } from '../../start/serve-app.mjs';
import { isContent, REACTIONS } from './contents.mjs';

const HOSTNAME = '127.0.0.1';
export const ISSUE = { id: 'I_1', owner: 'demo', name: 'reactions', number: 1 };
const TITLE = 'Pages should be instant, and fresh';

/** @param {string} type @param {string} message */
const fault = (type, message) => ({ data: null, errors: [{ type, message }] });

export function createApi() {
  const token = `ghp_${randomBytes(18).toString('hex')}`;
  const secret = randomBytes(24).toString('hex');
  /** Who reacted how. @type {Map<import('./contents.mjs').Content, Set<string>>} */
  const reactors = new Map(REACTIONS.map(({ content }) => [content, new Set()]));
  /** What was there before anybody came. */
  REACTIONS.forEach(({ content }, index) => {
    for (let one = 0; one < (index * 5 + 3) % 11; one += 1) reactors.get(content)?.add(`somebody-${one}`);
  });
  /** @type {string | undefined} */
  let webhookUrl;

  const groups = (/** @type {string} */ viewer) =>
    REACTIONS.map(({ content }) => ({
      content,
      viewerHasReacted: reactors.get(content)?.has(viewer) ?? false,
      reactors: { totalCount: reactors.get(content)?.size ?? 0 },
    }));

  /** @param {string} action @param {string} content */
  async function sendWebhook(action, content) {
    if (!webhookUrl) return;
    const body = JSON.stringify({
      action,
      reaction: { content },
      issue: { number: ISSUE.number },
      repository: { full_name: `${ISSUE.owner}/${ISSUE.name}` },
    });
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const headers = {
      'Content-Type': 'application/json',
      'X-GitHub-Event': 'reaction',
      'X-GitHub-Delivery': randomUUID(),
      'X-Hub-Signature-256': `sha256=${signature}`,
    };
    const answer = await fetch(webhookUrl, { method: 'POST', headers, body });
    if (!answer.ok) console.error(`Failed to send a webhook: the site answered ${answer.status}.`);
  }

  /** @param {'addReaction' | 'removeReaction'} mutation @param {any} input @param {string} viewer */
  function mutate(mutation, input, viewer) {
    const { subjectId, content } = input ?? {};
    if (subjectId !== ISSUE.id)
      return fault('NOT_FOUND', `Could not resolve to a node with the id '${subjectId}'.`);
    if (!isContent(content)) return fault('ARGUMENT_INVALID', `"${content}" is no reaction.`);
    const who = reactors.get(content);
    if (mutation === 'addReaction') who?.add(viewer);
    else who?.delete(viewer);
    sendWebhook(mutation === 'addReaction' ? 'created' : 'deleted', content).catch(console.error);
    return { data: { [mutation]: { reactionGroups: groups(viewer) } } };
  }

  const app = new Hono();
  app.post('/graphql', async (c) => {
    if (api.isFailing) return c.json({ message: 'The API fails, as you asked it to' }, 502);
    if (c.req.header('Authorization') !== `bearer ${token}`)
      return c.json({ message: 'Bad credentials' }, 401);
    const { query = '', variables = {} } = await c.req.json();
    // GitHub knows the viewer by the token. Here one token speaks for all visitors, and each is named beside it.
    const viewer = c.req.header('X-Viewer') ?? 'nobody';
    const mutation = /\b(addReaction|removeReaction)\b/.exec(query)?.[1];
    if (mutation === 'addReaction' || mutation === 'removeReaction')
      return c.json(mutate(mutation, variables.input, viewer));
    const { owner, name, number } = variables;
    if (owner !== ISSUE.owner || name !== ISSUE.name)
      return c.json(
        fault('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`),
      );
    if (number !== ISSUE.number)
      return c.json(fault('NOT_FOUND', `Could not resolve to an Issue with the number of ${number}.`));
    const issue = { id: ISSUE.id, title: TITLE, url: '/issue', reactionGroups: groups(viewer) };
    return c.json({ data: { repository: { issue } } });
  });

  /** @type {Awaited<ReturnType<typeof serveApp>> | undefined} */
  let server;
  const api = {
    token,
    /** Of its webhooks. */
    secret,
    /** Set it at any time: every request is answered 502 then. */
    isFailing: false,
    get url() {
      return server?.url ?? '';
    },
    /** @param {string} url where its webhooks go */
    async listen(url) {
      webhookUrl = url;
      server ??= await serveApp(app, 0, HOSTNAME);
    },
    async close() {
      await server?.close();
      server = undefined;
    },
  };
  return api;
}

/** @typedef {ReturnType<typeof createApi>} Api */
