import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Redis } from 'ioredis';
import { memoryLog } from '../../../src/server/logs/memory.js';
import { redisLog } from '../../../src/server/logs/redis.js';
import { sqliteLog } from '../../../src/server/logs/sqlite.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { logContract } from './contract.js';

let folder = '';
let files = 0;
let redis: TestRedis | undefined;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isr-log-'));
  if (hasRedis()) redis = await startRedis();
});
after(async () => {
  await redis?.remove();
  await rm(folder, { recursive: true, force: true });
});

logContract('memoryLog', { create: async () => memoryLog() });

logContract('sqliteLog', {
  create: async () => sqliteLog(join(folder, `${++files}.db`)),
  reopen: async () => sqliteLog(join(folder, `${files}.db`)),
});

// Where there is no Redis, `npm test` reports that these are not run; CI installs it.
if (hasRedis() || process.env['CI'] === 'true')
  logContract('redisLog', {
    create: async () => {
      const client = new Redis(redis?.url ?? '');
      await client.flushall();
      client.disconnect();
      return redisLog(redis?.url ?? '');
    },
    reopen: async () => redisLog(redis?.url ?? ''),
  });
