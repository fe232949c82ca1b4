import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasRedis, startRedis, type TestRedis } from './support/redis.js';

const SECRET = 'the-secret-of-three-instances';
const COUNT = 300;

interface Instance {
  readonly url: string;
  readonly process: ChildProcess;
}

async function startInstance(redis: TestRedis): Promise<Instance> {
  const process_ = fork('test/server/support/instance.mjs', [redis.url], {
    env: { ...process.env, ISR_FEED_SECRET: SECRET },
  });
  const [port] = (await once(process_, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}/feed`, process: process_ };
}

/** A sender by the rules of webhooks: the same ID again until one instance has accepted it. */
async function publish(instances: readonly Instance[], at: number): Promise<void> {
  const headers = {
    authorization: `Bearer ${SECRET}`,
    'content-type': 'application/json',
    'webhook-id': `event-${at}`,
  };
  for (let attempt = at; attempt < at + 50; attempt++) {
    const { url } = instances[attempt % instances.length] as Instance;
    const body = JSON.stringify({ tags: [`t${at}`] });
    const response = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
    if (response?.ok) return;
    await sleep(20);
  }
  throw new Error(`no instance accepted event ${at}`);
}

/** A browser: it goes on with its offset at whichever instance answers. */
function follow(instances: readonly Instance[], first: number) {
  const had: string[] = [];
  let offset = '-1';
  let turn = first;
  const read = async (): Promise<void> => {
    const { url } = instances[(turn += 1) % instances.length] as Instance;
    const response = await fetch(`${url}?offset=${offset}`).catch(() => undefined);
    if (!response) return;
    assert.equal(response.status, 200);
    const events = (await response.json()) as { tags: string[] }[];
    had.push(...events.flatMap(({ tags }) => tags));
    offset = response.headers.get('stream-next-offset') ?? '';
  };
  return { had, read };
}

// Where there is no Redis, `npm test` reports that this is not run; CI installs it.
if (hasRedis() || process.env['CI'] === 'true')
  describe('three instances of a feed on one Redis', () => {
    let redis: TestRedis;
    let instances: Instance[] = [];
    before(async () => {
      redis = await startRedis();
      instances = await Promise.all([1, 2, 3].map(() => startInstance(redis)));
    });
    after(async () => {
      for (const { process: child } of instances) child.kill('SIGKILL');
      await redis.remove();
    });

    it('lose and double no event when one is killed', async () => {
      const readers = [0, 1, 2].map((first) => follow(instances, first));
      let isOver = false;
      const reading = readers.map(async ({ read }) => {
        while (!isOver) {
          await read();
          await sleep(5);
        }
      });
      const publishing = [];
      for (let at = 0; at < COUNT; at++) {
        publishing.push(publish(instances, at));
        if (at === COUNT / 2) instances[1]?.process.kill('SIGKILL');
        await sleep(2);
      }
      await Promise.all(publishing);
      isOver = true;
      await Promise.all(reading);
      const all = Array.from({ length: COUNT }, (_, at) => `t${at}`).sort();
      for (const { had, read } of readers) {
        // One instance of three refuses the connection.
        for (let turn = 0; turn < 3; turn++) await read();
        assert.deepEqual([...had].sort(), all);
        assert.deepEqual(had, readers[0]?.had, 'each in the same order');
      }
    });
  });
