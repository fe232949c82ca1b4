/** The revalidation feed (rules 4, 31, 32 and 35). */
import { secondsIn } from './duration.js';
import type { FeedEvent } from '../shared/feed.js';
import type { Adapter } from './adapters/adapter.js';
import { refusal, headersOf } from './http/answers.js';
import { answerNode, type NodeRequest, type NodeResponse } from './http/node.js';
import { offsetAt } from './http/offset.js';
import { answerRead, type ReadTimes } from './http/read.js';
import { createReader } from './http/reader.js';
import type { FeedLog } from './log.js';
import { sqliteLog } from './logs/sqlite.js';
import { publish, type Purge } from './publish.js';
import { compactLog, createStanding } from './standing.js';
import { createReceiver } from './webhooks/receive.js';
import type { Secret } from './webhooks/secrets.js';

/** The options of `createFeed`. */
export interface FeedOptions {
  /** Where events are stored. @default sqliteLog('isr.db') */
  readonly storage?: FeedLog;
  /** The secret of webhooks, at least 16 characters; several are accepted. Without one, and without adapters, there are no webhooks. */
  readonly secret?: Secret | undefined;
  /** What reads the webhooks of a CMS. @default none */
  readonly adapters?: readonly Adapter[];
  /** The deployment that the site serves. It is published once, if it is another than the last one published. */
  readonly deployment?: string;
  /** Awaited before an event is published. One that fails is reported, and the event is published all the same. @default none */
  readonly purge?: Purge | readonly Purge[];
  /** How long events are kept, in seconds or as `'7d'`. A browser that was away for longer takes everything for stale. @default '7d' */
  readonly retain?: number | string;
  /** Called with what failed behind an answer. @default console.error */
  readonly onError?: (error: unknown) => void;
  /** For tests. */
  readonly times?: Partial<ReadTimes>;
}

/** What `revalidateTag` and `revalidatePath` resolve to. */
export interface Published {
  /** The offset after the event. */
  readonly offset: string;
}

export interface Feed {
  /** Answers `GET` (catch-up, long-poll, server-sent events), `HEAD`, `OPTIONS`, and `POST` (webhooks). Never rejects. */
  fetch(request: Request): Promise<Response>;
  /** The same for `node:http`, Express and Fastify (`request.raw`, `reply.raw`). Mount it before body parsers. Never rejects. */
  node(request: NodeRequest, response: NodeResponse): Promise<void>;
  /** @throws IsrError `bad-request`; what the storage throws */
  revalidateTag(tag: string, options?: { mode?: 'soft' | 'hard' }): Promise<Published>;
  /** `prefix`: the path and all below it. @throws IsrError `bad-request`; what the storage throws */
  revalidatePath(path: string, options?: { mode?: 'soft' | 'hard'; prefix?: boolean }): Promise<Published>;
  /** Tells browsers which deployment is served: a new one, or an old one after a rollback (rule 32). */
  setDeployment(deployment: string): Promise<Published>;
  /** Turns the worker off in every browser, or on again (rule 35). */
  setDisabled(disabled: boolean): Promise<Published>;
  /** Ends all connections, and closes the storage. */
  close(): Promise<void>;
}

const COMPACT_EVERY_MS = 3_600_000;
const DEFAULT_TIMES: Omit<ReadTimes, 'onError'> = {
  longPollMs: 25_000,
  lifeMs: 240_000,
  heartbeatMs: 15_000,
  now: () => Date.now(),
  random: () => Math.random(),
};
const CORS = {
  'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
  'Access-Control-Allow-Headers': 'If-None-Match, Cache-Control, Pragma',
  'Access-Control-Max-Age': '86400',
};

/**
 * Makes a feed: browsers read from it what has changed on the site, and a CMS publishes to it by webhooks.
 * @throws IsrError `bad-request` for a secret that is too short, or adapters without one
 * @example
 * const feed = createFeed({ secret: process.env.ISR_FEED_SECRET });
 * http.createServer((request, response) => feed.node(request, response)).listen(4000);
 * await feed.revalidateTag('product:1');
 * @see https://github.com/durable-streams/durable-streams for the protocol that readers use
 */
export function createFeed({
  storage: log = sqliteLog('isr.db'),
  secret,
  adapters = [],
  deployment,
  purge = [],
  retain = '7d',
  onError: given = (error) => console.error(error),
  times,
}: FeedOptions = {}): Feed {
  let isClosed = false;
  // What was under way when the feed was closed fails, which is no fault.
  const onError = (error: unknown): void => {
    if (!isClosed) given(error);
  };
  const standing = createStanding(log);
  const reader = createReader(log, standing);
  const readTimes = { ...DEFAULT_TIMES, onError, ...times };
  const publishing = { log, purge: [purge].flat(), onError };
  const receive = secret !== undefined || adapters.length ? createReceiver({ secret, adapters }) : undefined;
  const kept = secondsIn(retain, 'retain');

  const send = async (events: readonly FeedEvent[], id?: string): Promise<Published> => {
    const sequence = await publish(publishing, events, id);
    return { offset: offsetAt({ epoch: (await log.state()).epoch, sequence }) };
  };
  const now = (): number => Date.now() / 1000;
  const compact = (): void => {
    compactLog(log, standing, { before: now() - kept, now: now() }).catch(onError);
  };
  const compacting = setInterval(compact, COMPACT_EVERY_MS);
  (compacting as { unref?: () => void }).unref?.();

  async function start(): Promise<void> {
    const current = (await standing()).find(({ event }) => 'deployment' in event)?.event;
    const last = current && 'deployment' in current ? current.deployment : undefined;
    if (deployment !== undefined && deployment !== last) await send([{ at: now(), deployment }]);
    compact();
  }
  const started = start().catch(onError);

  async function answerWebhook(request: Request): Promise<Response> {
    if (!receive)
      return refusal(405, 'Failed to receive the webhook: this feed has no secret. Give it one.', {
        Allow: 'GET, HEAD, OPTIONS',
      });
    const received = await receive(request);
    if (received instanceof Response) return received;
    const { events, id } = received;
    const { offset } = events.length ? await send(events, id) : { offset: undefined };
    return new Response(JSON.stringify({ events: events.length, offset }), {
      headers: {
        'Content-Type': 'application/json',
        'Cache-Control': 'no-store',
        ...(offset && { 'Stream-Next-Offset': offset }),
      },
    });
  }

  async function answer(request: Request): Promise<Response> {
    await started;
    switch (request.method) {
      case 'GET':
      case 'HEAD':
        return answerRead(reader, request, readTimes);
      case 'OPTIONS':
        return new Response(null, { status: 204, headers: headersOf(CORS) });
      case 'POST':
        return answerWebhook(request);
      default:
        return refusal(
          405,
          `Failed to answer ${request.method}: a feed has no such method. Use GET or POST.`,
          {
            Allow: 'GET, HEAD, OPTIONS, POST',
          },
        );
    }
  }

  const respond = (request: Request): Promise<Response> =>
    answer(request).catch((error: unknown) => {
      onError(error);
      return refusal(503, 'Failed to reach the storage of the feed. Try again.', { 'Retry-After': '5' });
    });

  return {
    fetch: respond,
    node: (request, response) => answerNode(respond, request, response),
    revalidateTag: (tag, { mode = 'soft' } = {}) => send([{ at: now(), tags: [tag], paths: [], mode }]),
    revalidatePath: (path, { mode = 'soft', prefix } = {}) =>
      send([{ at: now(), tags: [], paths: [prefix ? `${path.replace(/(?<!\/)\/+$/, '')}/*` : path], mode }]),
    async setDeployment(id) {
      // The one of the options would follow it otherwise, and take it back.
      await started;
      return send([{ at: now(), deployment: id }]);
    },
    setDisabled: (disabled) => send([{ at: now(), disabled }]),
    async close() {
      isClosed = true;
      clearInterval(compacting);
      reader.close();
      await log.close();
    },
  };
}
