/** A Redis of its own for a test, which can be killed and started again. */
import { existsSync } from 'node:fs';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';

export interface TestRedis {
  readonly url: string;
  readonly folder: string;
  start(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Kills it and removes its files. */
  remove(): Promise<void>;
}

/** Options of a Redis that has each write on the disk before it answers. */
export const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always'];
/** Options of a Redis that forgets everything when it ends. */
export const FORGETFUL = ['--appendonly', 'no'];

async function untilReady(socket: string): Promise<void> {
  const client = new Redis({ path: socket, retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.ping();
  client.disconnect();
}

/** Starts Debian's `redis-server` on a Unix socket. */
export async function startRedis(options: readonly string[] = FORGETFUL): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'isr-redis-'));
  const socket = join(folder, 'redis.sock');
  let child: ChildProcess | undefined;
  const redis: TestRedis = {
    url: socket,
    folder,
    start: async () => {
      const args = ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', '', ...options];
      child = spawn('redis-server', args, { stdio: 'ignore' });
      const failed = once(child, 'error').then(([error]) => {
        throw new Error('Failed to start redis-server. Run "apt-get install redis-server".', {
          cause: error,
        });
      });
      await Promise.race([untilReady(socket), failed]);
    },
    kill: async () => {
      if (!child || child.exitCode !== null || child.signalCode) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    remove: async () => {
      await redis.kill();
      await delay(10);
      await rm(folder, { recursive: true, force: true });
    },
  };
  await redis.start();
  return redis;
}

/** Whether this machine has Redis. */
export const hasRedis = (): boolean =>
  (process.env['PATH'] ?? '')
    .split(':')
    .concat('/usr/bin')
    .some((folder) => existsSync(join(folder, 'redis-server')));
