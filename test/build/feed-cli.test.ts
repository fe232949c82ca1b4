import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import { readArguments } from '../../src/build/cli/arguments.js';
import { readFeedFlags, startFeed } from '../../src/build/cli/feed.js';
import type { FeedOptions, ServerModule } from '../../src/build/cli/load-server.js';
import { publish, readPublication } from '../../src/build/cli/revalidate.js';
import { createReceiver, type Received } from '../../src/server/webhooks/receive.js';

const SECRET = 'a-secret-of-the-tests-0123456789';

/** A server module whose feed answers webhooks alone. */
function fakeServer() {
  const made: FeedOptions[] = [];
  const received: Received[] = [];
  let closed = 0;
  async function answer(secret: readonly string[], request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', headers } = request;
    const body = Buffer.concat(chunks);
    const given = new Request('http://feed.test/', {
      method,
      headers: headers as Record<string, string>,
      body,
    });
    const result = await createReceiver({ secret })(given);
    if (result instanceof Response) {
      response.writeHead(result.status).end(await result.text());
      return;
    }
    received.push(result);
    response.writeHead(200, { 'stream-next-offset': `e1_${received.length}` }).end('{}');
  }
  const server: ServerModule = {
    createFeed: (options) => {
      made.push(options);
      return {
        node: (request, response) => answer(options.secret, request, response),
        close: async () => void (closed += 1),
      };
    },
    memoryLog: () => 'memory',
    sqliteLog: (file) => ({ file, state: async () => ({}) }),
    redisLog: (url) => `redis ${url}`,
  };
  return { made, received, load: async () => server, closed: () => closed };
}

async function withFeed(
  args: string[],
  env: Record<string, string>,
  test: (feed: { url: string; printed: string } & ReturnType<typeof fakeServer>) => Promise<void>,
): Promise<void> {
  const fake = fakeServer();
  const lines: string[] = [];
  const flags = readFeedFlags(readArguments(['feed', '--port', '0', ...args]));
  const feed = await startFeed(flags, { env, load: fake.load, print: (line) => void lines.push(line) });
  try {
    await test({ url: feed.url, printed: lines.join('\n'), ...fake });
  } finally {
    await feed.close();
    assert.equal(fake.closed(), 1);
  }
}

describe('sw-isr feed', () => {
  const env = { ISR_FEED_SECRET: SECRET };

  it('runs on SQLite without a word of configuration', async () => {
    await withFeed([], env, async ({ url, printed, made }) => {
      const [options] = made;
      assert.deepEqual([options?.secret, options?.retain], [[SECRET], 604_800]);
      assert.equal((options?.storage as { file?: string } | undefined)?.file, 'isr.db');
      assert.match(url, /^http:\/\/localhost:\d+\/_isr\/feed$/);
      assert.equal(printed, `The feed is at ${url}, stored in isr.db`);
      assert.equal((await fetch(new URL('/', url))).status, 404);
    });
  });

  it('takes its flags, and prints no password', async () => {
    await withFeed(['--storage', 'memory', '--path=/feed', '--retain', '12h'], env, async ({ made, url }) => {
      assert.deepEqual(
        [made[0]?.storage, made[0]?.retain, new URL(url).pathname],
        ['memory', 43_200, '/feed'],
      );
    });
    await withFeed(['--storage', 'redis://me:pass@cache:6379'], env, async ({ made, printed }) => {
      assert.equal(made[0]?.storage, 'redis redis://me:pass@cache:6379');
      assert.match(printed, /stored in redis:\/\/cache:6379$/);
    });
  });

  it('makes a secret if there is none, and prints it once', async () => {
    await withFeed([], {}, async ({ made, printed, url, received }) => {
      const [, secret = ''] = /ISR_FEED_SECRET=(whsec_\S+)/.exec(printed) ?? [];
      assert.deepEqual(made[0]?.secret, [secret]);
      assert.equal(printed.split(secret).length, 2);
      await publish(readArguments(['revalidate', '--tag=a', '--feed', url]), { ISR_FEED_SECRET: secret });
      assert.equal(received.length, 1);
    });
  });

  it('takes several secrets', async () => {
    await withFeed([], { ISR_FEED_SECRET: `${SECRET}, the-old-secret-of-the-tests` }, async ({ made }) => {
      assert.deepEqual(made[0]?.secret, [SECRET, 'the-old-secret-of-the-tests']);
    });
  });

  it('does not start on a file that can not be opened, and names no address', async () => {
    const server = await fakeServer().load();
    const sqliteLog = () => ({ state: () => Promise.reject(new Error('Failed to open the log')) });
    const lines: string[] = [];
    await assert.rejects(
      startFeed(readFeedFlags(readArguments(['feed', '--port', '0'])), {
        env,
        load: async () => ({ ...server, sqliteLog }),
        print: (line) => void lines.push(line),
      }),
      { message: 'Failed to open the log' },
    );
    assert.deepEqual(lines, []);
  });

  it('refuses wrong flags and a taken port', async () => {
    for (const [args, says] of [
      [['--retain', 'long'], /"long" is not a duration/],
      [['--path', 'feed'], /"feed" is not a path/],
      [['--port', '70000'], /"70000" is not a port/],
    ] as const)
      assert.throws(() => readFeedFlags(readArguments(['feed', ...args])), says);
    await withFeed([], env, async ({ url }) => {
      const { load } = fakeServer();
      const flags = readFeedFlags(readArguments(['feed', '--port', new URL(url).port]));
      await assert.rejects(
        startFeed(flags, { env, load }),
        /Failed to listen on port \d+: the port is taken\. Choose/,
      );
      const wrong = readFeedFlags(readArguments(['feed', '--storage', 'mysql://db']));
      await assert.rejects(startFeed(wrong, { env, load }), /"mysql:\/\/db" is of no known kind/);
    });
  });
});

describe('sw-isr revalidate', () => {
  const env = { ISR_FEED_SECRET: SECRET };
  const read = (...args: string[]) => readArguments(['revalidate', ...args]);

  it('publishes tags, paths and a deployment, and says where', async () => {
    await withFeed([], env, async ({ url, received }) => {
      const args = ['--tag=a', '--tag', 'b', '--path=/', '--hard', '--deployment=2', '--feed', url];
      assert.equal(
        await publish(read(...args), env),
        'Published tags a, b and paths / (hard); deployment 2, at offset e1_1',
      );
      const [first] = received;
      assert.match(first?.id ?? '', /^feed:cli_/);
      assert.deepEqual(
        first?.events.map((event) => ({ ...event, at: 0 })),
        [
          { at: 0, deployment: '2' },
          { at: 0, tags: ['a', 'b'], paths: ['/'], mode: 'hard' },
        ],
      );
      assert.equal(
        await publish(read('--path=/blog/'), { ...env, ISR_FEED_URL: url }),
        'Published paths /blog/ (soft), at offset e1_2',
      );
    });
  });

  it('names all below a path with --prefix', () => {
    const paths = ['/', '/blog', '/news/', '/old/*'].flatMap((path) => ['--path', path]);
    assert.deepEqual(readPublication(read(...paths, '--prefix')), {
      paths: ['/*', '/blog/*', '/news/*', '/old/*'],
    });
  });

  it('refuses what says nothing', () => {
    for (const [args, says] of [
      [[], /nothing is named\. Write --tag, --path or --deployment/],
      [['--tag=a', '--prefix'], /--prefix has no path/],
      [['--deployment=1', '--hard'], /--hard has no tag or path/],
      [['--path', 'a'], /the path "a" does not begin/],
    ] as const)
      assert.throws(() => readPublication(read(...args)), says);
  });

  it('says what is wrong', async () => {
    const away = read('--tag=a', '--feed=http://127.0.0.1:1/_isr/feed');
    await assert.rejects(publish(away, env), /it cannot be reached\. Start it with sw-isr feed, or name it/);
    await assert.rejects(publish(away, {}), /ISR_FEED_SECRET is not set/);
    await assert.rejects(
      publish(read('--tag=a', '--feed=ftp://a'), env),
      /the feed "ftp:\/\/a" is not a URL/,
    );
    await withFeed([], env, async ({ url, received }) => {
      const wrong = { ISR_FEED_SECRET: 'another-secret-of-the-tests' };
      await assert.rejects(
        publish(read('--tag=a', '--feed', url), wrong),
        /it answered 401\. Failed to accept the webhook: its Standard Webhooks signature is wrong\./,
      );
      const elsewhere = new URL('/elsewhere', url).href;
      await assert.rejects(
        publish(read('--tag=a', '--feed', elsewhere), env),
        /it answered 404\. Check that it is/,
      );
      assert.equal(received.length, 0);
    });
  });
});
