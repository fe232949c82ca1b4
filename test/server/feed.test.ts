import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { createFeed, memoryLog, type Feed, type FeedLog, type FeedOptions } from '../../src/server/index.js';
import { IsrError } from '../../src/shared/errors.js';
import type { FeedEvent } from '../../src/shared/feed.js';

const SECRET = 'a-secret-of-tests-long-enough';
const URL_OF = 'http://site.test/_isr/feed';
const QUICK = { longPollMs: 50, lifeMs: 1000, heartbeatMs: 20 };

const quiet = (): undefined => undefined;
const make = (options: FeedOptions = {}): Feed =>
  createFeed({ storage: memoryLog(), secret: SECRET, onError: quiet, times: QUICK, ...options });

const get = (feed: Feed, query = '', headers: Record<string, string> = {}): Promise<Response> =>
  feed.fetch(new Request(URL_OF + query, { headers }));

const post = (feed: Feed, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  feed.fetch(
    new Request(URL_OF, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  );

const nextOf = (response: Response): string => response.headers.get('stream-next-offset') ?? '';
const eventsOf = async (response: Response): Promise<FeedEvent[]> => (await response.json()) as FeedEvent[];

/** What a stream says until it ends, or until it was read so many times. */
async function said(response: Response, enough: (text: string) => boolean = () => false): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += new TextDecoder().decode(part.value);
    if (enough(text)) {
      await reader.cancel();
      break;
    }
  }
  return text;
}

describe('reading a feed', () => {
  it('begins at the beginning, and goes on where it ended', async () => {
    const feed = make();
    await feed.revalidateTag('a');
    await feed.revalidatePath('/b', { prefix: true, mode: 'hard' });
    const first = await get(feed);
    assert.equal(first.status, 200);
    assert.equal(first.headers.get('stream-up-to-date'), 'true');
    const [one, two] = await eventsOf(first);
    assert.deepEqual({ ...one, at: 0 }, { at: 0, tags: ['a'], paths: [], mode: 'soft' });
    assert.deepEqual({ ...two, at: 0 }, { at: 0, tags: [], paths: ['/b/*'], mode: 'hard' });
    await feed.setDeployment('two');
    const second = await get(feed, `?offset=${nextOf(first)}`);
    assert.deepEqual(
      (await eventsOf(second)).map((event) => 'deployment' in event),
      [true],
    );
    assert.ok(nextOf(second) > nextOf(first));
    await feed.close();
  });

  it('has chunks of 500 events, which a CDN may keep for ever, and a tail which it asks for again', async () => {
    const log = memoryLog();
    const feed = make({ storage: log });
    await log.append(Array.from({ length: 1200 }, (_, at) => ({ at: Date.now() / 1000, tags: [`t${at}`] })));
    const start = await get(feed, '?offset=-1');
    assert.match(start.headers.get('cache-control') ?? '', /s-maxage=1\b/);
    const seen: number[] = [];
    let offset = nextOf(start);
    for (let isUpToDate = false; !isUpToDate;) {
      const response = await get(feed, `?offset=${offset}`);
      isUpToDate = response.headers.has('stream-up-to-date');
      const caching = response.headers.get('cache-control') ?? '';
      assert.match(caching, isUpToDate ? /must-revalidate/ : /immutable/);
      seen.push((await eventsOf(response)).length);
      offset = nextOf(response);
    }
    assert.deepEqual(seen, [500, 200]);
    await feed.close();
  });

  it('has chunks of about 256 kB at most, also of large events', async () => {
    const log = memoryLog();
    const feed = make({ storage: log });
    const tags = Array.from({ length: 1000 }, (_, at) => `${at}`.padEnd(100, 'x'));
    await log.append(Array.from({ length: 20 }, () => ({ at: Date.now() / 1000, tags })));
    let [offset, count, largest] = ['-1', 0, 0];
    for (let isUpToDate = false; !isUpToDate;) {
      const response = await get(feed, `?offset=${offset}`);
      isUpToDate = response.headers.has('stream-up-to-date');
      const text = await response.text();
      largest = Math.max(largest, text.length);
      count += (JSON.parse(text) as unknown[]).length;
      offset = nextOf(response);
    }
    assert.equal(count, 20);
    assert.ok(largest < 400_000, `${largest} bytes`);
    await feed.close();
  });

  it('gives a chunk another ETag once it is not the last one', async () => {
    const log = memoryLog();
    const feed = make({ storage: log });
    const many = (count: number) =>
      Array.from({ length: count }, () => ({ at: Date.now() / 1000, tags: ['a'] }));
    await log.append(many(1));
    const { searchParams } = new URL(`${URL_OF}?offset=${nextOf(await get(feed))}`);
    await log.append(many(500));
    const query = `?offset=${searchParams.get('offset')}`;
    const last = await get(feed, query);
    assert.ok(last.headers.has('stream-up-to-date'));
    await log.append(many(1));
    const final = await get(feed, query, { 'if-none-match': last.headers.get('etag') ?? '' });
    assert.deepEqual([final.status, final.headers.has('stream-up-to-date')], [200, false]);
    await feed.close();
  });

  it('tells what holds at the end, also after it was compacted', async () => {
    const log = memoryLog();
    const old = Date.now() / 1000 - 30 * 86_400;
    await log.append([
      { at: old, deployment: 'one' },
      { at: old, disabled: true },
      { at: old + 1, deployment: 'two' },
      { at: old + 2, tags: ['a'] },
    ]);
    const feed = make({ storage: log });
    await get(feed);
    // Compacting goes on behind the first answer.
    await sleep(20);
    const holding = await get(feed, '?offset=now&state=1');
    const events = await eventsOf(holding);
    assert.deepEqual(
      events.map((event) => ({ ...event, at: 0 })),
      [
        { at: 0, disabled: true },
        { at: 0, deployment: 'two', since: old + 1 },
      ],
    );
    const newest = Date.parse(holding.headers.get('last-modified') ?? '');
    assert.ok(Math.abs(newest - Date.now()) < 60_000, 'it tells when the newest event was published');
    assert.equal((await eventsOf(await get(feed))).length, 2, 'the tag was deleted');
    assert.equal(nextOf(holding), nextOf(await get(feed, '?offset=now')));
    await feed.setDisabled(false);
    const later = await eventsOf(await get(feed, '?offset=now&state=1'));
    assert.deepEqual(
      later.map((event) => 'disabled' in event && event.disabled),
      [false, false],
    );
    await feed.close();
  });

  it('is conditional', async () => {
    const feed = make();
    await feed.revalidateTag('a');
    const first = await get(feed);
    const etag = first.headers.get('etag') ?? '';
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*'])
      assert.equal((await get(feed, '', { 'if-none-match': known })).status, 304, known);
    await feed.revalidateTag('b');
    assert.equal((await get(feed, '', { 'if-none-match': etag })).status, 200);
    await feed.close();
  });

  it('at "now" has no events, and is not stored', async () => {
    const feed = make();
    await feed.revalidateTag('a');
    const now = await get(feed, '?offset=now', { 'if-none-match': '*' });
    assert.equal(now.status, 200);
    assert.deepEqual(await eventsOf(now), []);
    assert.equal(now.headers.get('cache-control'), 'no-store');
    assert.equal(nextOf(now), nextOf(await get(feed)));
    await feed.close();
  });

  it('by HEAD tells the end', async () => {
    const feed = make();
    const { offset } = await feed.revalidateTag('a');
    const head = await feed.fetch(new Request(URL_OF, { method: 'HEAD' }));
    assert.deepEqual([head.status, nextOf(head), await head.text()], [200, offset, '']);
    await feed.close();
  });

  it('may be read from other origins', async () => {
    const feed = make();
    const preflight = await feed.fetch(new Request(URL_OF, { method: 'OPTIONS' }));
    assert.equal(preflight.status, 204);
    for (const response of [preflight, await get(feed), await get(feed, '?offset=nonsense')])
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.match((await get(feed)).headers.get('access-control-expose-headers') ?? '', /Stream-Next-Offset/);
    await feed.close();
  });

  const BAD: [query: string, words: RegExp][] = [
    ['?offset=', /is no offset/],
    ['?offset=0', /is no offset/],
    ['?offset=a_b', /is no offset/],
    ['?offset=-2', /is no offset/],
    ['?offset=..%2F..%2Fetc', /is no offset/],
    [`?offset=${'9'.repeat(5000)}`, /is no offset/],
    ['?offset=-1&offset=now', /is no offset/],
    ['?live=sse', /no offset was given/],
    ['?live=long-poll', /no offset was given/],
    ['?offset=-1&live=websocket', /"live" is/],
  ];
  for (const [query, words] of BAD)
    it(`refuses ${query.slice(0, 40)}`, async () => {
      const feed = make();
      const response = await get(feed, query);
      assert.equal(response.status, 400);
      assert.match(((await response.json()) as { error: string }).error, words);
      await feed.close();
    });

  for (const method of ['PUT', 'PATCH', 'DELETE'])
    it(`refuses ${method}`, async () => {
      const feed = make();
      const response = await feed.fetch(new Request(URL_OF, { method }));
      assert.deepEqual([response.status, response.headers.get('allow')], [405, 'GET, HEAD, OPTIONS, POST']);
      await feed.close();
    });
});

describe('an offset that the log no longer has', () => {
  const gone = async (feed: Feed, offset: string): Promise<void> => {
    for (const live of ['', '&live=sse', '&live=long-poll']) {
      const response = await get(feed, `?offset=${offset}${live}`);
      assert.equal(response.status, 410, live);
      assert.equal(nextOf(response), nextOf(await get(feed, '?offset=now')));
    }
    await feed.close();
  };

  it('is of another log', async () => {
    const before = make();
    const { offset } = await before.revalidateTag('a');
    await before.close();
    await sleep(5);
    const feed = make();
    assert.ok(nextOf(await get(feed, '?offset=now')) > offset);
    await gone(feed, offset);
  });

  it('is older than what was kept', async () => {
    const log = memoryLog();
    const feed = make({ storage: log });
    await log.append([{ at: 1, tags: ['a'] }]);
    const offset = nextOf(await get(feed));
    await log.append([
      { at: 2, tags: ['b'] },
      { at: 900, tags: ['c'] },
    ]);
    await log.compact({ at: 100 });
    await gone(feed, offset);
  });

  it('is later than the last event: the log was restored from a copy', async () => {
    const feed = make();
    const { offset } = await feed.revalidateTag('a');
    await gone(feed, offset.replace(/1$/, '2'));
  });
});

describe('following a feed', () => {
  it('by long-polling: answers with the next event, or 204 after a while', async () => {
    const feed = make();
    const tail = nextOf(await get(feed));
    const none = await get(feed, `?offset=${tail}&live=long-poll`);
    assert.deepEqual([none.status, nextOf(none), none.headers.get('stream-up-to-date')], [204, tail, 'true']);
    const cursor = none.headers.get('stream-cursor') ?? '';
    const waiting = get(feed, `?offset=${tail}&live=long-poll&cursor=${cursor}`);
    await sleep(10);
    await feed.revalidateTag('a');
    const found = await waiting;
    assert.equal((await eventsOf(found)).length, 1);
    assert.ok(Number(found.headers.get('stream-cursor')) > Number(cursor), 'a cursor that grows');
    await feed.close();
  });

  it('by server-sent events: first what was missed, then each event, until the connection has lived', async () => {
    const feed = make({ times: { ...QUICK, lifeMs: 150 } });
    await feed.revalidateTag('a');
    const response = await get(feed, '?offset=-1&live=sse');
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    const text = said(response);
    await sleep(40);
    await feed.revalidateTag('b');
    const all = await text;
    assert.deepEqual(
      [...all.matchAll(/"tags":\["(\w)"\]/g)].map(([, tag]) => tag),
      ['a', 'b'],
    );
    assert.equal(all.match(/event: control/g)?.length, 2);
    assert.match(all, /^:$/m);
    const last = [...all.matchAll(/"streamNextOffset":"([^"]+)"/g)].at(-1)?.[1];
    assert.equal(last, nextOf(await get(feed, '?offset=now')));
    await feed.close();
  });

  it('lets a client go that takes nothing', async () => {
    const log = memoryLog();
    const feed = make({ storage: log, times: { ...QUICK, lifeMs: 60_000, heartbeatMs: 5 } });
    const response = await get(feed, '?offset=now&live=sse');
    const tag = 'x'.repeat(2000);
    for (let round = 0; round < 300; round++) {
      await log.append([{ at: round, tags: [tag] }]);
      await sleep(0);
    }
    const text = await said(response);
    assert.ok(text.length < 400_000, `${text.length} characters were kept for it`);
    await feed.close();
  });

  it('reads the log once for all that wait', async () => {
    const log = memoryLog();
    let reads = 0;
    const counting: FeedLog = { ...log, read: (...range) => ((reads += 1), log.read(...range)) };
    const feed = make({ storage: counting, times: { ...QUICK, longPollMs: 2000 } });
    const tail = nextOf(await get(feed));
    const waiting = Array.from({ length: 200 }, () => get(feed, `?offset=${tail}&live=long-poll`));
    await sleep(50);
    reads = 0;
    await feed.revalidateTag('a');
    for (const response of await Promise.all(waiting)) assert.equal(response.status, 200);
    assert.ok(reads <= 2, `${reads} reads`);
    await feed.close();
  });
});

describe('publishing', () => {
  it('by a webhook, once for each ID', async () => {
    const feed = make();
    const first = await post(feed, { tags: ['a'], mode: 'hard' });
    assert.equal(first.status, 200);
    const { offset, events } = (await first.json()) as { offset: string; events: number };
    assert.deepEqual([events, offset], [1, nextOf(await get(feed))]);
    assert.equal((await post(feed, { tags: ['a'] }, { authorization: 'Bearer wrong' })).status, 401);
    assert.equal((await eventsOf(await get(feed))).length, 1);
    await feed.close();
  });

  it('purges first, and publishes also where that fails', async () => {
    const order: string[] = [];
    const errors: unknown[] = [];
    const log = memoryLog();
    const feed = make({
      storage: { ...log, append: (...given) => (order.push('append'), log.append(...given)) },
      purge: [
        async () => {
          await sleep(20);
          order.push('purged');
        },
        () => {
          throw new Error('the CDN is down');
        },
      ],
      onError: (error) => errors.push(String(error)),
    });
    await feed.revalidateTag('a');
    assert.deepEqual([order, errors], [['purged', 'append'], ['Error: the CDN is down']]);
    await feed.close();
  });

  it('refuses what is no event', async () => {
    const feed = make();
    for (const wrong of [
      () => feed.revalidateTag(''),
      () => feed.revalidatePath('a'),
      () => feed.revalidatePath('//evil.test'),
      () => feed.revalidatePath('/\t/'),
      () => feed.setDeployment('a\nb'),
    ])
      await assert.rejects(wrong, (error) => error instanceof IsrError && error.code === 'bad-request');
    assert.deepEqual(await eventsOf(await get(feed)), []);
    await feed.close();
  });

  it('tells of the deployment of its options before one that is set at once', async () => {
    const feed = make({ deployment: 'one' });
    await feed.setDeployment('two');
    const told = (await eventsOf(await get(feed))).map((event) => 'deployment' in event && event.deployment);
    assert.deepEqual(told, ['one', 'two']);
    await feed.close();
  });

  it('tells of the deployment once, and again after another', async () => {
    const log = { ...memoryLog(), close: async () => undefined };
    for (const deployment of ['one', 'one', 'two', 'one']) {
      const feed = make({ storage: log, deployment });
      await get(feed);
      await feed.close();
    }
    const feed = make({ storage: log });
    const told = (await eventsOf(await get(feed))).map((event) => 'deployment' in event && event.deployment);
    assert.deepEqual(told, ['one', 'two', 'one']);
  });

  it('needs a secret, or takes no webhooks', async () => {
    assert.throws(() => make({ secret: 'short' }), /shorter than 16/);
    const feed = createFeed({ storage: memoryLog() });
    assert.equal((await post(feed, { tags: ['a'] })).status, 405);
    await feed.close();
  });

  it('answers 503 when its storage fails, and works again after that', async () => {
    const log = memoryLog();
    let isBroken = true;
    const check = async (): Promise<void> => {
      if (isBroken) throw new Error('the disk is gone');
    };
    const feed = make({
      storage: {
        ...log,
        state: () => check().then(() => log.state()),
        append: (...given) => check().then(() => log.append(...given)),
      },
    });
    assert.equal((await get(feed)).status, 503);
    assert.equal((await post(feed, { tags: ['a'] })).status, 503);
    isBroken = false;
    assert.equal((await post(feed, { tags: ['a'] })).status, 200);
    assert.equal((await eventsOf(await get(feed))).length, 1);
    await feed.close();
  });
});

describe('on node:http', () => {
  it('answers, streams, and notices clients that leave', async () => {
    const feed = make({ times: { ...QUICK, lifeMs: 10_000 } });
    const server = createServer((request, response) => {
      feed.node(request, response).catch(() => response.destroy());
    });
    server.listen(0);
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`;
    const leaving = new AbortController();
    const stream = await fetch(`${url}?offset=now&live=sse`, { signal: leaving.signal });
    const text = said(stream, (so) => so.includes('"a"'));
    const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' };
    assert.equal((await fetch(url, { method: 'POST', headers, body: '{"tags":["a"]}' })).status, 200);
    assert.match(await text, /"tags":\["a"\]/);
    const head = await fetch(url, { method: 'HEAD' });
    assert.equal(head.headers.get('stream-up-to-date'), 'true');
    leaving.abort();
    await feed.close();
    server.closeAllConnections();
    server.close();
  });
});

describe('a client on node:http that', () => {
  const count = (all: FeedLog): FeedLog & { delay: number } => {
    const slow = { ...all, delay: 0, state: async () => (await sleep(slow.delay), all.state()) };
    return slow;
  };

  it('leaves during the first read leaves nothing behind', async () => {
    const log = count(memoryLog());
    const feed = make({ storage: log, times: { longPollMs: 60_000, lifeMs: 60_000, heartbeatMs: 60_000 } });
    await get(feed);
    const ended: Promise<void>[] = [];
    const server = createServer((request, response) => {
      ended.push(feed.node(request, response));
    });
    server.listen(0);
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`;
    log.delay = 100;
    for (const live of ['sse', 'long-poll']) {
      const leaving = new AbortController();
      const asked = fetch(`${url}?offset=-1&live=${live}`, { signal: leaving.signal }).catch(() => undefined);
      await sleep(30);
      leaving.abort();
      await asked;
    }
    const late = sleep(5000).then(() => 'late');
    assert.notEqual(await Promise.race([Promise.all(ended), late]), 'late');
    await feed.close();
    server.close();
  });
});

describe('a browser that reads by its offset', () => {
  it('has each event once, or knows that it missed some, however the log is treated', async () => {
    const step = fc.constantFrom('publish', 'read', 'compact', 'lose', 'later');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        let log = memoryLog();
        let feed = make({ storage: log });
        let published: string[] = [];
        let [had, offset, count, clock] = [[] as string[], nextOf(await get(feed, '?offset=now')), 0, 1];
        const read = async (): Promise<void> => {
          const response = await get(feed, `?offset=${offset}`);
          if (response.status === 410) had = [...published];
          else
            for (const event of await eventsOf(response))
              if ('tags' in event) had.push(...(event.tags ?? []));
          offset = nextOf(response);
        };
        for (const what of steps) {
          if (what === 'publish') {
            published.push(`t${(count += 1)}`);
            await log.append([{ at: clock, tags: [`t${count}`] }]);
          } else if (what === 'compact') await log.compact({ at: clock - 2 });
          else if (what === 'later') clock += 1;
          else if (what === 'lose') {
            await feed.close();
            await sleep(2);
            log = memoryLog();
            feed = make({ storage: log });
          } else await read();
        }
        await read();
        assert.deepEqual(had, published);
        published = [];
        await feed.close();
      }),
      { numRuns: 60 },
    );
  });
});
