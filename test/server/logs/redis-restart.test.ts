/** What a restart of Redis does to a log, by how Redis writes to its disk. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { createFeed } from '../../../src/server/feed.js';
import { redisLog } from '../../../src/server/logs/redis.js';
import { DURABLE, FORGETFUL, hasRedis, startRedis } from '../support/redis.js';

const URL_OF = 'http://site.test/feed?offset=';
const EVERY_SECOND = ['--appendonly', 'yes', '--appendfsync', 'everysec'];

// Where there is no Redis, `npm test` reports that this is not run; CI installs it.
if (hasRedis() || process.env['CI'] === 'true')
  describe('after Redis was killed, a browser', () => {
    for (const [what, options, isKept] of [
      ['goes on, where each event was on the disk before it was acknowledged', DURABLE, true],
      ['knows that it may have missed some, where the disk is written each second', EVERY_SECOND, false],
      ['knows that it may have missed some, where nothing was written', FORGETFUL, false],
    ] as const)
      for (const program of ['the same program', 'another program'])
        it(`${what}: ${program}`, async () => {
          const redis = await startRedis(options);
          const open = () => createFeed({ storage: redisLog(redis.url), onError: () => undefined });
          let feed = open();
          const { offset } = await feed.revalidateTag('a');
          await redis.kill();
          if (program !== 'the same program') await feed.close();
          await redis.start();
          if (program !== 'the same program') feed = open();
          await feed.revalidateTag('b');
          const response = await feed.fetch(new Request(URL_OF + offset));
          assert.equal(response.status, isKept ? 200 : 410);
          if (isKept) assert.match(await response.text(), /"b"/);
          else
            assert.ok((response.headers.get('stream-next-offset') ?? '') > offset || options === FORGETFUL);
          await feed.close();
          await redis.remove();
        });
  });

if (hasRedis() || process.env['CI'] === 'true')
  describe('a log on Redis', () => {
    it('that was emptied is another one: a browser knows that it may have missed events', async () => {
      const redis = await startRedis(DURABLE);
      const feed = createFeed({ storage: redisLog(redis.url), onError: () => undefined });
      const { offset } = await feed.revalidateTag('a');
      const client = new Redis(redis.url);
      await client.flushall();
      client.disconnect();
      for (const tag of ['b', 'c', 'd']) await feed.revalidateTag(tag);
      assert.equal((await feed.fetch(new Request(URL_OF + offset))).status, 410);
      await feed.close();
      await redis.remove();
    });

    it('refuses events when the memory is full, and loses none that it has acknowledged', async () => {
      const redis = await startRedis([...DURABLE, '--maxmemory', '3mb', '--maxmemory-policy', 'noeviction']);
      const log = redisLog(redis.url);
      const kept: number[] = [];
      let refused = 0;
      for (let number = 0; number < 400 && refused < 3; number += 1)
        await log.append([{ at: number, tags: ['x'.repeat(20_000)] }], `webhook-${number}`).then(
          (sequence) => kept.push(sequence),
          () => (refused += 1),
        );
      assert.ok(kept.length > 0);
      assert.equal(refused, 3, 'none was refused');
      const sequences = (await log.read(0, 1000)).map(({ sequence }) => sequence);
      assert.deepEqual(sequences, kept);
      await log.close();
      await redis.remove();
    });
  });
