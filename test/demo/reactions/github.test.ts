/** What the demo makes of GitHub's answers, and of what the environment names. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createClient } from '../../../demo/reactions/api/github.mjs';
import { ISSUE } from '../../../demo/reactions/api/issue.mjs';
import { createApi } from '../../../demo/reactions/api/server.mjs';
import { sourceFrom } from '../../../demo/reactions/api/source.mjs';

const api = createApi();
before(() => api.listen());
after(() => api.close());

const client = (change: object = {}) => createClient({ ...ISSUE, url: api.url, token: api.token, ...change });

describe('the client of GitHub’s API', () => {
  it('reads all eight reactions, and which are the viewer’s', async () => {
    const { id, title, reactions } = await client().read('ada');
    assert.equal(title, 'Pages should be instant, and fresh');
    assert.equal(reactions.length, 8);
    await client().react(id, { content: 'HEART', isOn: true, viewer: 'ada' });
    const hearts = async (viewer: string) =>
      (await client().read(viewer)).reactions.find(({ content }) => content === 'HEART');
    assert.deepEqual(await hearts('ada'), { content: 'HEART', count: 27, isMine: true });
    assert.deepEqual(await hearts('bela'), { content: 'HEART', count: 27, isMine: false });
    await client().react(id, { content: 'HEART', isOn: false, viewer: 'ada' });
    assert.deepEqual(await hearts('ada'), { content: 'HEART', count: 26, isMine: false });
  });

  for (const [what, change, says] of [
    [
      'a wrong token',
      { token: 'x' },
      /^Failed to ask for "demo\/reactions#1": the token was refused\. Give a valid one in GITHUB_TOKEN\.$/,
    ],
    [
      'another repository',
      { name: 'nowhere' },
      /Could not resolve to a Repository.*\. Check GITHUB_REPO and GITHUB_ISSUE/,
    ],
    ['another issue', { number: 7 }, /Could not resolve to an Issue with the number of 7.*Check GITHUB_REPO/],
    [
      'a server that is not there',
      { url: 'http://127.0.0.1:9' },
      /cannot be reached \(.+\)\. Check the network, and GITHUB_API/,
    ],
  ] as const)
    it(`says what is wrong with ${what}`, async () => {
      await assert.rejects(client(change).read(), ({ message }: Error) => says.test(message));
    });
});

describe('an answer of GitHub that is none', () => {
  let answer = { status: 200, headers: {}, body: '' };
  const server = createServer((_, response) => {
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  before(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  after(() => server.close());
  const read = () => client({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }).read();

  for (const [what, given, says] of [
    [
      'too many requests',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0' },
        body: '{"message":"API rate limit exceeded"}',
      },
      /too many requests\. Wait/,
    ],
    [
      'too few rights',
      {
        status: 200,
        body: '{"data":{"repository":null},"errors":[{"type":"FORBIDDEN","message":"Resource not accessible by personal access token"}]}',
      },
      /says “Resource not accessible by personal access token”\. Give a token that may read the issues/,
    ],
    [
      'an empty repository',
      { status: 200, body: '{"data":{"repository":{"issue":null}}}' },
      /knows no such issue\. Check GITHUB_REPO/,
    ],
    ['a failing server', { status: 503, body: '<h1>Unicorn!</h1>' }, /answered 503\. Try again later/],
    [
      'a server of another kind',
      { status: 404, body: 'nothing' },
      /answered 404, and nothing of GraphQL\. Check GITHUB_API/,
    ],
  ] as const)
    it(`is told in words: ${what}`, async () => {
      answer = { headers: {}, ...given };
      await assert.rejects(read(), ({ message }: Error) => says.test(message) || assert.fail(message));
    });
});

describe('a real issue', () => {
  it('is read where the environment names one', () => {
    assert.deepEqual(sourceFrom({ GITHUB_TOKEN: 't', GITHUB_REPO: 'a/b', GITHUB_ISSUE: '3' }), {
      ...{ url: 'https://api.github.com', token: 't', owner: 'a', name: 'b', number: 3 },
    });
  });

  it('is none where a token is there for other programs', () => {
    assert.equal(sourceFrom({}), undefined);
    assert.equal(sourceFrom({ GITHUB_TOKEN: 't' }), undefined);
  });

  for (const [env, says] of [
    [{ GITHUB_REPO: 'a/b', GITHUB_ISSUE: '3' }, /"a\/b#3": GITHUB_TOKEN is missing/],
    [
      { GITHUB_TOKEN: 't', GITHUB_REPO: 'ab', GITHUB_ISSUE: '3' },
      /"GITHUB_REPO=ab": it is no repository\. Give OWNER\/NAME/,
    ],
    [{ GITHUB_TOKEN: 't', GITHUB_REPO: 'a/b', GITHUB_ISSUE: 'x' }, /"GITHUB_ISSUE=x": it is no number/],
    [{ GITHUB_TOKEN: 't', GITHUB_REPO: 'a/b' }, /"GITHUB_ISSUE=": it is no number/],
  ] as const)
    it(`is refused: ${JSON.stringify(env)}`, () => {
      assert.throws(() => sourceFrom(env), says);
    });
});
