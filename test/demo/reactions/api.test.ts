/** The API of GitHub's shape: what it answers, and what its webhooks look like. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createApi } from '../../../demo/reactions/api/server.mjs';
import { signatureOf } from '../../../demo/reactions/api/webhook.mjs';
import { until } from '../../support/site.js';

interface Webhook {
  headers: Record<string, string>;
  body: string;
}

const received: Webhook[] = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += String(part)));
  request.on('end', () => {
    received.push({ headers: request.headers as Record<string, string>, body });
    response.end();
  });
});
const api = createApi();

before(async () => {
  await once(receiver.listen(0), 'listening');
  await api.listen(`http://localhost:${(receiver.address() as AddressInfo).port}/`);
});
after(async () => {
  await api.close();
  receiver.close();
});

interface Group {
  content: string;
  viewerHasReacted: boolean;
  reactors: { totalCount: number };
}
interface Payload {
  clientMutationId: string;
  reaction: { content: string };
  subject: { id: string };
  reactionGroups: Group[];
}
interface Answer {
  data?: {
    repository?: { issue: { __typename: string; title: string; reactionGroups: Group[] } };
    addReaction?: Payload;
    removeReaction?: Payload;
  };
  errors?: { type?: string; path?: string[]; message: string }[];
  message?: string;
}

/** Asks as the documentation of GitHub's API has it. */
async function ask(
  body: unknown,
  headers: Record<string, string> = { authorization: `bearer ${api.token}` },
): Promise<{ status: number; json: Answer }> {
  const answer = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, json: (await answer.json()) as Answer };
}

const READ = `query ($number: Int!) {
  repository(owner: "demo", name: "reactions") {
    issue(number: $number) { __typename title reactionGroups { content viewerHasReacted reactors(first: 10) { totalCount } } }
  }
}`;
const change = (name: 'add' | 'remove', content: string, viewer = 'ada') =>
  ask(
    {
      query: `mutation { ${name}Reaction(input: { subjectId: "I_1", content: ${content}, clientMutationId: "7" }) {
        clientMutationId reaction { content } subject { id } reactionGroups { content viewerHasReacted reactors { totalCount } } } }`,
    },
    { authorization: `Bearer ${api.token}`, 'x-viewer': viewer },
  );

describe('the API of the reactions', () => {
  it('answers the reactions of an issue, in the shape of GitHub’s API', async () => {
    const { status, json } = await ask({ query: READ, variables: { number: 1 } });
    assert.equal(status, 200);
    const issue = json.data?.repository?.issue;
    assert.equal(issue?.__typename, 'Issue');
    assert.deepEqual(
      issue.reactionGroups.map(({ content }) => content),
      ['THUMBS_UP', 'THUMBS_DOWN', 'LAUGH', 'HOORAY', 'CONFUSED', 'HEART', 'ROCKET', 'EYES'],
    );
    assert.deepEqual(issue.reactionGroups[0], {
      content: 'THUMBS_UP',
      viewerHasReacted: false,
      reactors: { totalCount: 34 },
    });
  });

  it('adds and removes a reaction of each viewer once, and sends a webhook where something changed', async () => {
    const added = await change('add', 'ROCKET');
    assert.deepEqual(
      { ...added.json.data?.addReaction, reactionGroups: undefined },
      {
        clientMutationId: '7',
        reaction: { content: 'ROCKET' },
        subject: { id: 'I_1' },
        reactionGroups: undefined,
      },
    );
    const again = await change('add', 'ROCKET');
    for (const { json } of [added, again])
      assert.deepEqual(json.data?.addReaction?.reactionGroups[6], {
        content: 'ROCKET',
        viewerHasReacted: true,
        reactors: { totalCount: 13 },
      });
    const removed = await change('remove', 'ROCKET');
    assert.equal(removed.json.data?.removeReaction?.reactionGroups[6]?.reactors.totalCount, 12);
    await change('remove', 'ROCKET', 'bela');
    await until('two webhooks arrived', () => received.length >= 2);
    assert.deepEqual(
      received.map(({ body }) => JSON.parse(body) as unknown),
      ['created', 'deleted'].map((action) => ({
        ...{ action, reaction: { content: 'ROCKET' }, issue: { number: 1 } },
        repository: { full_name: 'demo/reactions' },
      })),
    );
    for (const { headers, body } of received) {
      assert.equal(headers['x-github-event'], 'reaction');
      assert.match(headers['x-github-delivery'] ?? '', /^[\da-f-]{36}$/);
      assert.equal(headers['x-hub-signature-256'], signatureOf(api.secret, body));
    }
  });

  it('signs webhooks as GitHub does: the example of its documentation', () => {
    assert.equal(
      signatureOf("It's a Secret to Everybody", 'Hello, World!'),
      'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    );
  });

  it('refuses a request without the token', async () => {
    for (const headers of [{ 'x-viewer': 'ada' }, { authorization: 'bearer ghp_wrong' }] as Record<
      string,
      string
    >[]) {
      const { status, json } = await ask({ query: READ, variables: { number: 1 } }, headers);
      assert.equal(status, 401);
      assert.equal(json.message, 'Bad credentials');
    }
  });

  for (const [what, query, path, message] of [
    [
      'repository',
      '{ repository(owner: "demo", name: "nowhere") { id: nameWithOwner } }',
      ['repository'],
      /to a Repository with the name 'demo\/nowhere'/,
    ],
    [
      'issue',
      '{ repository(owner: "demo", name: "reactions") { issue(number: 7) { id } } }',
      ['repository', 'issue'],
      /to an Issue with the number of 7/,
    ],
    [
      'subject',
      'mutation { addReaction(input: { subjectId: "I_2", content: EYES }) { subject { id } } }',
      ['addReaction'],
      /to a node with the global id of 'I_2'/,
    ],
  ] as const)
    it(`names the type of the error for another ${what}`, async () => {
      const { status, json } = await ask({ query });
      assert.equal(status, 200);
      const errors = json.errors ?? [];
      assert.deepEqual(
        errors.map(({ type, path: where }) => [type, where]),
        [['NOT_FOUND', path]],
      );
      assert.match(errors[0]?.message ?? '', message);
    });

  it('refuses what its schema does not have', async () => {
    const wrong = await change('add', 'PIZZA');
    assert.match(
      wrong.json.errors?.[0]?.message ?? '',
      /Value "PIZZA" does not exist in "ReactionContent" enum/,
    );
    assert.equal('data' in wrong.json, false);
    assert.match(
      (await ask({ query: '{ viewer { login } }' })).json.errors?.[0]?.message ?? '',
      /Cannot query field "viewer"/,
    );
    assert.equal((await ask({ variables: {} })).status, 400);
  });

  it('answers 502 while it is made to fail', async () => {
    api.isFailing = true;
    assert.equal((await ask({ query: READ, variables: { number: 1 } })).status, 502);
    api.isFailing = false;
    assert.equal((await ask({ query: READ, variables: { number: 1 } })).status, 200);
  });
});
