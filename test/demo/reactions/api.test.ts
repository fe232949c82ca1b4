/** The API of GitHub's shape, and what the demo makes of a real one. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createClient, sourceFrom } from '../../../demo/reactions/api/github.mjs';
import { createApi, ISSUE } from '../../../demo/reactions/api/server.mjs';

const received: { body: string; signature: string | undefined }[] = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += String(part)));
  request.on('end', () => {
    received.push({ body, signature: request.headers['x-hub-signature-256'] as string | undefined });
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

const client = (change: object = {}) => createClient({ ...ISSUE, url: api.url, token: api.token, ...change });
const heartsOf = (issue: Awaited<ReturnType<ReturnType<typeof client>['read']>>) =>
  issue.reactions.find(({ content }) => content === 'HEART');

describe('the API of the reactions', () => {
  it('counts each visitor once, and sends a webhook that is signed as GitHub signs', async () => {
    const before = await client().read('ada');
    await client().react(before.id, { content: 'HEART', isOn: true, viewer: 'ada' });
    await client().react(before.id, { content: 'HEART', isOn: true, viewer: 'ada' });
    const after = await client().read('ada');
    assert.equal(after.reactions.length, 8);
    assert.equal(heartsOf(after)?.count, (heartsOf(before)?.count ?? 0) + 1);
    assert.equal(heartsOf(after)?.isMine, true);
    assert.equal(heartsOf(await client().read('bela'))?.isMine, false);
    while (received.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const { body, signature } of received)
      assert.equal(signature, `sha256=${createHmac('sha256', api.secret).update(body).digest('hex')}`);
  });

  for (const [what, change, says] of [
    ['a wrong token', { token: 'x' }, /the token was refused\. Give a valid one in GITHUB_TOKEN\./],
    [
      'another repository',
      { name: 'nowhere' },
      /Could not resolve to a Repository.*Check GITHUB_REPO and GITHUB_ISSUE/,
    ],
    ['another issue', { number: 7 }, /Could not resolve to an Issue with the number of 7/],
    ['a server that is no such API', { url: 'http://127.0.0.1:9' }, /fetch failed/],
  ] as const)
    it(`says what is wrong with ${what}`, async () => {
      await assert.rejects(client(change).read(), says);
    });

  it('fails when it is told to', async () => {
    api.isFailing = true;
    await assert.rejects(client().read(), /it answered 502\. Try again later/);
    api.isFailing = false;
  });
});

describe('a real issue', () => {
  it('is read where the environment names one', () => {
    assert.equal(sourceFrom({}), undefined);
    assert.deepEqual(sourceFrom({ GITHUB_TOKEN: 't', GITHUB_REPO: 'a/b', GITHUB_ISSUE: '3' }), {
      ...{ url: 'https://api.github.com', token: 't', owner: 'a', name: 'b', number: 3 },
    });
  });

  for (const [env, says] of [
    [{ GITHUB_REPO: 'a/b', GITHUB_ISSUE: '3' }, /GITHUB_TOKEN is missing/],
    [
      { GITHUB_TOKEN: 't', GITHUB_REPO: 'ab', GITHUB_ISSUE: '3' },
      /"GITHUB_REPO=ab": it is no repository\. Give OWNER\/NAME/,
    ],
    [{ GITHUB_TOKEN: 't', GITHUB_REPO: 'a/b', GITHUB_ISSUE: 'x' }, /"GITHUB_ISSUE=x": it is no number/],
  ] as const)
    it(`is refused: ${JSON.stringify(env)}`, () => {
      assert.throws(() => sourceFrom(env), says);
    });
});
