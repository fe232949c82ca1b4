/** The site of the reactions without a browser: forms, signatures, a failing API, and a real issue. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ISSUE } from '../../../demo/reactions/api/issue.mjs';
import { createApi } from '../../../demo/reactions/api/server.mjs';
import { webhookOf } from '../../../demo/reactions/api/webhook.mjs';
import { startReactions, type RunningReactions } from '../../support/reactions.js';

const JSON_WANTED = { Accept: 'application/json' };

/** What a visitor without scripts does: the cookie goes with each request. */
function visitorOf({ url }: RunningReactions) {
  let cookie = '';
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { Cookie: cookie, Origin: url, ...(init.headers as Record<string, string>) };
    const answer = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return answer;
  };
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  return { ask, post };
}

/** The button of a reaction: what it does, whether it is pressed, and its count. */
function buttonOf(page: string, content: string) {
  const [, name, pressed, count] =
    new RegExp(
      `name="(\\w+)"\\s+value="${content}"\\s+aria-pressed="(\\w+)".*?<strong data-count>(\\d+)`,
      's',
    ).exec(page) ?? [];
  return [name, pressed, Number(count)];
}

let site: RunningReactions;
before(async () => {
  site = await startReactions();
});
after(() => site.close());

describe('the reactions without a script', () => {
  it('are added and taken back by a form, each by its visitor alone', async () => {
    const [ada, bela] = [visitorOf(site), visitorOf(site)];
    const issue = async (who: typeof ada) => (await who.ask('/issue')).text();
    assert.deepEqual(buttonOf(await issue(ada), 'EYES'), ['add', 'false', 9]);
    const answer = await ada.post('/issue/reactions', { add: 'EYES' });
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/issue']);
    assert.deepEqual(buttonOf(await issue(ada), 'EYES'), ['remove', 'true', 10]);
    assert.deepEqual(buttonOf(await issue(bela), 'EYES'), ['add', 'false', 10]);
    // Sent twice, as by a double click, it changes nothing more.
    await ada.post('/issue/reactions', { add: 'EYES' });
    await ada.post('/issue/reactions', { remove: 'EYES' });
    assert.deepEqual(buttonOf(await issue(ada), 'EYES'), ['add', 'false', 9]);
  });

  it('are refused where they are none, and from another site', async () => {
    const { post } = visitorOf(site);
    assert.equal((await post('/issue/reactions', { add: 'PIZZA' })).status, 400);
    const foreign = await post('/issue/reactions', { add: 'EYES' }, { Origin: 'https://elsewhere.example' });
    assert.equal(foreign.status, 403);
  });

  it('show counts that the server confirms while they are the same', async () => {
    const { ask } = visitorOf(site);
    const first = await ask('/');
    const etag = first.headers.get('etag') ?? '';
    assert.ok(etag);
    assert.equal((await ask('/', { headers: { 'If-None-Match': etag } })).status, 304);
  });

  it('answer 502 while the API fails, which a form can do too', async () => {
    const { ask, post } = visitorOf(site);
    assert.equal((await post('/api/switch', {})).status, 303);
    const page = await ask('/');
    assert.equal(page.status, 502);
    assert.equal(page.headers.get('cache-control'), 'no-store');
    assert.match(await page.text(), /The API gives no answer.*the API answered 502\. Try again later/s);
    const reaction = await post('/issue/reactions', { add: 'EYES' }, JSON_WANTED);
    assert.equal(reaction.status, 502);
    assert.match(((await reaction.json()) as { error: string }).error, /answered 502/);
    const { failing, last } = (await (await ask('/api/switch')).json()) as {
      failing: boolean;
      last: { status: number; secondsAgo: number };
    };
    assert.deepEqual([failing, last.status], [true, 502]);
    await post('/api/switch', { failing: 'false' });
    assert.equal((await ask('/')).status, 200);
  });
});

describe('the feed of the reactions', () => {
  const send = (webhook: { headers: Record<string, string>; body: string }) =>
    fetch(`${site.url}/_isr/feed`, { method: 'POST', ...webhook });

  it('takes a webhook that the API signed, and no other', async () => {
    const webhook = webhookOf(site.api.secret, { action: 'created', content: 'HEART' });
    assert.equal((await send(webhook)).status, 200);
    assert.equal((await send({ ...webhook, body: webhook.body.replace('HEART', 'EYES') })).status, 401);
    const forged = webhookOf('another secret, of whomever', { action: 'created', content: 'HEART' });
    assert.equal((await send(forged)).status, 401);
    const unsigned = Object.entries(webhook.headers).filter(([name]) => name !== 'X-Hub-Signature-256');
    assert.equal((await send({ ...webhook, headers: Object.fromEntries(unsigned) })).status, 401);
  });
});

describe('a real issue', () => {
  const github = createApi();
  before(() => github.listen());
  after(() => github.close());
  const source = (change: object = {}) => ({ ...ISSUE, url: github.url, token: github.token, ...change });

  it('is shown with its counts, cannot be reacted to here, and its API can be made to fail', async () => {
    const real = await startReactions({ source: source() });
    try {
      const { ask, post } = visitorOf(real);
      assert.match(await (await ask('/')).text(), /From demo\/reactions/);
      assert.match(await (await ask('/issue')).text(), /This is a real issue: <a[^>]+>react on GitHub/);
      assert.equal((await post('/issue/reactions', { add: 'EYES' })).status, 403);
      await post('/api/switch', { failing: 'true' });
      assert.equal((await ask('/')).status, 502);
      await post('/api/switch', { failing: 'false' });
      assert.equal((await ask('/')).status, 200);
    } finally {
      await real.close();
    }
  });

  for (const [what, change, says] of [
    ['a wrong token', { token: 'ghp_wrong' }, 'the token was refused. Give a valid one in GITHUB_TOKEN'],
    ['another repository', { name: 'nowhere' }, 'Check GITHUB_REPO and GITHUB_ISSUE'],
  ] as const)
    it(`says on the page, and where the site was started, what is wrong with ${what}`, async (test) => {
      const log = test.mock.method(console, 'error', () => undefined);
      const real = await startReactions({ source: source(change) });
      try {
        const page = await fetch(real.url);
        assert.equal(page.status, 502);
        assert.ok((await page.text()).includes(says));
        assert.ok(String(log.mock.calls[0]?.arguments[0]).includes(says));
      } finally {
        await real.close();
      }
    });
});
