/** What a restart of Redis does to a log, by how Redis writes to its disk. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
