/** A log in Redis, for many instances. */
import type { FeedEvent } from '../../shared/feed.js';
import { closed, type FeedLog, type LogState } from '../log.js';
import { randomSuffix } from './epoch.js';
import { connect, type RedisClient } from './redis-client.js';
import { APPEND, COMPACT, READ, STATE } from './redis-scripts.js';
import { watchStream } from './redis-watch.js';
import { ID_RETENTION_S } from './retention.js';

/** How long an append without an ID is known. `ioredis` sends a command again when the connection is back. */
const RESEND_WINDOW_S = 600;

/** Keys with one hash tag are on one node of a cluster. */
const LOG = '{sw-isr}:log';
const STREAM = '{sw-isr}:events';
const idKey = (id: string) => `{sw-isr}:id:${id}`;

type StreamEntry = [id: string, fields: [at: 'at', time: string, event: 'event', json: string]];

const sequenceOf = ([id]: StreamEntry): number => Number(id.slice(id.indexOf('-') + 1));

/** What runs the scripts, and remembers the newest state that it saw. */
function createRunner(connected: () => Promise<RedisClient>) {
  const seen = { epoch: '', last: 0 };
  let fsync: Promise<string> | undefined;
  let listensTo: RedisClient | undefined;
  /** Read again with each connection: Redis may have been started with other settings. */
  const fsyncOf = (client: RedisClient) => {
    if (listensTo !== client)
      client.on('ready', () => {
        fsync = undefined;
      });
    listensTo = client;
    // Where CONFIG is denied, a restart counts as a loss.
    return (fsync ??= client.call('CONFIG', 'GET', 'appendfsync').then(
      (found) => (found as string[] | null)?.[1] ?? '',
      () => '',
    ));
  };
  const run = async (script: string, keys: string[], ...args: (string | number)[]) => {
    const client = await connected();
    const all = [LOG, STREAM, ...keys];
    const known = [randomSuffix(), seen.epoch, seen.last, await fsyncOf(client)];
    return client.call('EVAL', script, all.length, ...all, ...known, ...args);
  };
  const see = (epoch: string, last: number) => {
    if (epoch < seen.epoch || (epoch === seen.epoch && last < seen.last)) return;
    Object.assign(seen, { epoch, last });
  };
  return { run, see };
}

/**
 * Keeps the events in a Redis stream, so that any number of instances send the same feed. Needs Redis 6.2 or newer and
 * the package `ioredis`.
 *
 * An event survives a crash of Redis if Redis is configured so: `appendonly yes` and `appendfsync always`. With less, a
 * restart of Redis may lose events: the log then gets another epoch, and browsers mark everything stale. So it does
 * where a replica takes over.
 * @param client of `ioredis`, which stays open when the feed is closed, or the URL of a Redis
 * @throws IsrError `unsupported`, on first use with a URL, if `ioredis` is not installed
 * @example createFeed({ storage: redisLog('redis://localhost:6379') })
 */
export function redisLog(client: RedisClient | string): FeedLog {
  let connecting: Promise<RedisClient> | undefined;
  let isClosed = false;
  const connected = () =>
    isClosed
      ? closed()
      : (connecting ??= typeof client === 'string' ? connect(client) : Promise.resolve(client));
  const { run, see } = createRunner(connected);
  const watches = new Set<() => void>();

  const state = async (): Promise<LogState> => {
    const [epoch, oldest, last] = (await run(STATE, [])) as [string, number, number];
    see(epoch, last);
    return { epoch, oldest, last };
  };
  return {
    append: async (events, id) => {
      const key = idKey(id === undefined ? `append ${crypto.randomUUID()}` : `webhook ${id}`);
      const kept = id === undefined ? RESEND_WINDOW_S : ID_RETENTION_S;
      const times = JSON.stringify(events.map(({ at }) => String(at)));
      const texts = JSON.stringify(events.map((event) => JSON.stringify(event)));
      const stored = (await run(APPEND, [key], kept, times, texts)) as [string, number, number];
      see(stored[0], stored[2]);
      return stored[1];
    },
    read: async (after, limit) => {
      const entries = (await run(READ, [], after, limit)) as StreamEntry[];
      return entries.map((entry) => ({
        sequence: sequenceOf(entry),
        event: JSON.parse(entry[1][3]) as FeedEvent,
      }));
    },
    state,
    compact: async ({ at }) => {
      await run(COMPACT, [], at);
    },
    watch: (onAppend) => {
      let isStopped = false;
      let stopWatch: () => void = () => undefined;
      const stop = () => {
        isStopped = true;
        watches.delete(stop);
        stopWatch();
      };
      watches.add(stop);
      connected()
        .then((main) => {
          if (isStopped) return;
          const connection = main.duplicate({ maxRetriesPerRequest: null });
          connection.on('error', () => undefined); // It connects again by itself.
          stopWatch = watchStream(connection, STREAM, state, onAppend);
        })
        .catch(() => undefined); // The read that follows reports it.
      return stop;
    },
    close: async () => {
      isClosed = true;
      for (const stop of watches) stop();
      if (typeof client === 'string') (await connecting?.catch(() => undefined))?.disconnect();
    },
  };
}
