/** The tweets without a browser: what follows from a number, what is a true 404, and what a dead API leaves. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createTweets, findTweet, renderTimeOf, tweetOf, type Tweets } from '../support/tweets.js';

const ORIGIN = 'http://tweets.example';
const SOME = Array.from({ length: 2_000 }, (_, n) => 1 + n * 249_999);

const ask = async (tweets: Tweets, path: string): Promise<Response> =>
  tweets.fetch(new Request(ORIGIN + path));

describe('a tweet', () => {
  it('follows from its number', () => {
    for (const id of SOME) assert.deepEqual(tweetOf(id), tweetOf(id));
    const texts = new Set(SOME.map((id) => JSON.stringify({ ...tweetOf(id), id: 0, at: 0 })));
    assert.ok(texts.size > 1_900, `there are only ${texts.size}`);
  });

  it('is one of 500,000,000, of which some were deleted', () => {
    for (const id of [-1, 0, 0.5, 500_000_001]) assert.equal(tweetOf(id), null);
    const there = SOME.filter((id) => tweetOf(id)).length;
    assert.ok(there > 1_800 && there < 2_000, `${there} of 2000 are there`);
  });

  it('has now a picture, now a quote, which is older', () => {
    const tweets = SOME.map((id) => tweetOf(id)).filter((tweet) => tweet !== null);
    const quotes = tweets.flatMap(({ id, quoted }) => (quoted ? [[quoted.id, id] as const] : []));
    const pictures = tweets.filter(({ picture }) => picture);
    for (const some of [quotes, pictures]) assert.ok(some.length > 200 && some.length < 800);
    for (const [quoted, id] of quotes) assert.ok(quoted < id, `${id} quotes ${quoted}`);
  });

  it('takes 0.8 to 1.5 s', () => {
    const times = SOME.map(renderTimeOf);
    assert.ok(Math.min(...times) >= 800 && Math.max(...times) <= 1500);
    assert.ok(new Set(times).size > 100);
  });
});

describe('the site of the tweets', () => {
  const tweets = createTweets({ slowness: 0 });
  let url = '';
  let close: () => Promise<void>;
  before(async () => {
    ({ url, close } = await tweets.listen());
  });
  after(async () => {
    await close();
    await tweets.close();
  });

  it('answers without a server', async () => {
    const other = createTweets({ slowness: 0 });
    const id = findTweet(7, (tweet) => tweet !== null);
    assert.match(
      await (await ask(other, `/${id}`)).text(),
      new RegExp(`@${tweetOf(id)?.author.handle ?? '?'}`),
    );
  });

  it('has a page for everyone, by the tag of the tweet', async () => {
    const id = findTweet(1_000, (tweet) => Boolean(tweet?.quoted));
    const response = await fetch(`${url}/${id}`);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('cache-control') ?? '', /^public/);
    assert.equal(response.headers.get('cache-tag'), `tweet:${id}`);
    assert.ok((await response.text()).includes(`href="/${tweetOf(id)?.quoted?.id ?? '?'}"`));
  });

  it('answers 404 for what is no tweet', async () => {
    const deleted = findTweet(2_000, (tweet) => tweet === null);
    for (const path of [deleted, 0, '007', '12.5', 'x', 500_000_001, '99999999999999999999', 'a/b'])
      assert.equal((await ask(tweets, `/${path}`)).status, 404, `/${path}`);
  });

  it('draws avatars and pictures as SVG, for ever', async () => {
    for (const path of ['/avatars/7.svg', '/pictures/7.svg']) {
      const response = await ask(tweets, path);
      assert.equal(response.headers.get('content-type'), 'image/svg+xml');
      assert.match(response.headers.get('cache-control') ?? '', /immutable/);
      assert.match(await response.text(), /^<svg [^]*<\/svg>$/);
    }
  });

  it('leads from "Another one" to a tweet that is there', async () => {
    for (let n = 0; n < 50; n += 1) {
      const { headers } = await ask(tweets, '/another');
      assert.ok(tweetOf(Number(headers.get('location')?.slice(1))));
    }
  });

  it('says 503 while the API is dead, in a page that nobody keeps, and answers when it is back', async () => {
    const id = findTweet(3_000, (tweet) => tweet !== null);
    const press = (headers: Record<string, string> = {}, body?: URLSearchParams) =>
      fetch(`${url}/api/switch`, {
        method: 'POST',
        redirect: 'manual',
        headers: { Origin: url, ...headers },
        body: body ?? new URLSearchParams(),
      });
    // Without a script the form changes what is there.
    assert.equal((await press()).status, 303);
    assert.equal(tweets.api.isAlive, false);
    const { status, headers } = await ask(tweets, `/${id}`);
    assert.equal(status, 503);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(tweets.api.count(id), 0, 'somebody answered on the port of a dead API');

    const json = { Accept: 'application/json' };
    for (const alive of ['true', 'true', 'false', 'true']) {
      const answer = await press(json, new URLSearchParams({ alive }));
      assert.deepEqual(await answer.json(), { alive: alive === 'true' });
    }
    assert.equal((await ask(tweets, `/${id}`)).status, 200);
  });

  it('says 503 where the API is killed while it is at work', async () => {
    const id = findTweet(4_000, (tweet) => tweet !== null);
    tweets.api.slowness = 50;
    try {
      const answer = ask(tweets, `/${id}`);
      while (tweets.api.count(id) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await tweets.api.setAlive(false);
      assert.equal((await answer).status, 503);
    } finally {
      tweets.api.slowness = 0;
      await tweets.api.setAlive(true);
    }
  });

  it('takes the switch from no other site', async () => {
    const { status } = await fetch(`${url}/api/switch`, {
      method: 'POST',
      headers: { Origin: 'http://evil.example' },
      body: new URLSearchParams(),
    });
    assert.equal(status, 403);
    assert.equal(tweets.api.isAlive, true);
  });
});
