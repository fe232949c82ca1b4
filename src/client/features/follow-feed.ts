/**
 * Follows the revalidation feed while the page is visible: one tab of the browser keeps the connection, and passes on
 * what it hears to the worker. The other tabs wait for its lock, so that one of them goes on when it is closed or hidden.
 */
import { request } from '../call.js';
import type { Connection } from '../runtime/connection.js';
import { pause } from '../runtime/page.js';

/** Follows the feed until the page is closed. `isLive`: by a connection, and not only when the page is seen again. */
export type FollowFeed = (connection: Connection, feed: { url: string; isLive: boolean }) => void;

const LOCK = 'isr:feed-tab';
/** A proxy that holds a stream back until it ends sends nothing within this time. */
const FIRST_WORD_MS = 10_000;
/** The feed ends a stream after 4 minutes. One that lives longer has lost its server without a sign. */
const MAX_LIFE_MS = 270_000;
/** Between two connections: at first, at most. Doubled while the connections come to nothing. */
const [MIN_PAUSE_MS, MAX_PAUSE_MS] = [500, 300_000];
/** A connection that has lived so long, or brought something, is followed by the next one soon. */
const LASTING_MS = 10_000;
/** After so many streams of which nothing was heard, the page asks by long-polling; and after so many polls once more for a stream. */
const [MAX_SILENT_STREAMS, MAX_POLLS] = [2, 20];

/** What a connection came to. `silent`: it was open, and nothing was heard. */
type Outcome = 'heard' | 'silent' | 'failed';

interface Control {
  streamNextOffset?: string;
}

/** One connection. */
interface Listening {
  readonly connection: Connection;
  readonly url: URL;
  readonly from: string;
  readonly signal: AbortSignal;
}

/** Resolves to whether the worker has what was heard. */
const tell = async (
  { connection }: Listening,
  heard: { from: string; events: unknown; next: string },
): Promise<boolean> => {
  const { offset } = (await request(connection, 'feed', heard).catch(() => undefined)) ?? {};
  return offset === heard.next;
};

/** Server-sent events. Resolves when the stream ends. */
function stream(listening: Listening, source: EventSource): Promise<Outcome> {
  const { connection, signal } = listening;
  const { page } = connection;
  let { from } = listening;
  let events: unknown[] = [];
  let outcome: Outcome = 'failed';
  return new Promise((resolve) => {
    const end = (): void => {
      source.close();
      signal.removeEventListener('abort', end);
      resolve(outcome);
    };
    page.setTimeout(() => {
      if (outcome === 'heard') return;
      outcome = 'silent';
      end();
    }, FIRST_WORD_MS);
    page.setTimeout(end, MAX_LIFE_MS);
    source.addEventListener('data', ({ data }: MessageEvent<string>) => {
      events = events.concat(JSON.parse(data) as unknown[]);
    });
    source.addEventListener('control', ({ data }: MessageEvent<string>) => {
      const { streamNextOffset: next } = JSON.parse(data) as Control;
      outcome = 'heard';
      if (!next) return;
      // What the worker does not take, it reads itself after the next event, or after this connection.
      if (events.length) tell(listening, { from, events, next }).catch(() => undefined);
      [from, events] = [next, []];
    });
    // The browser would connect again with the first offset.
    source.onerror = end;
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}

/** Long-polling: one request. */
async function poll(listening: Listening): Promise<Outcome> {
  const { connection, url, from, signal } = listening;
  url.searchParams.set('live', 'long-poll');
  const init: RequestInit = { cache: 'no-store', credentials: 'omit', signal };
  const response = await connection.page.fetch(url.href, init).catch(() => undefined);
  const next = response?.headers.get('stream-next-offset');
  if (!response?.ok || !next) return 'failed';
  if (response.status !== 200) return 'heard';
  const read = async (): Promise<boolean> => tell(listening, { from, events: await response.json(), next });
  return (await read().catch(() => false)) ? 'heard' : 'failed';
}

/** Waits; no longer once the signal is aborted, or the browser comes online. */
async function rest({ page }: Connection, delay: number, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const interrupted = new Promise((resolve) => {
    const once = { once: true, signal: over.signal };
    signal.addEventListener('abort', resolve, once);
    page.addEventListener('online', resolve, once);
  });
  await Promise.race([pause(page, delay), interrupted]);
  over.abort();
}

async function follow(connection: Connection, feed: string, signal: AbortSignal): Promise<void> {
  const { page } = connection;
  const { EventSource: Source } = page;
  let [silent, polls, wait] = [0, 0, MIN_PAUSE_MS];
  let before: string | undefined;
  let catchUp: 'now' | undefined;

  async function connect(from: string): Promise<Outcome> {
    const url = new URL(feed, page.location.href);
    url.searchParams.set('offset', from);
    const listening = { connection, url, from, signal };
    if (!Source || silent >= MAX_SILENT_STREAMS) {
      polls += 1;
      if (polls % MAX_POLLS === 0) silent = MAX_SILENT_STREAMS - 1;
      return poll(listening);
    }
    url.searchParams.set('live', 'sse');
    const outcome = await stream(listening, new Source(url));
    if (outcome !== 'failed') silent = outcome === 'silent' ? silent + 1 : 0;
    return outcome;
  }

  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    const { offset: from } = (await request(connection, 'feed', { catchUp }).catch(() => undefined)) ?? {};
    if (isOver()) return;
    const startedAt = page.performance.now();
    const outcome = from === undefined ? 'failed' : await connect(from);
    const isGood =
      outcome === 'heard' && (from !== before || page.performance.now() - startedAt > LASTING_MS);
    before = from;
    // What refuses an offset is asked for what to do: the log may be another one.
    catchUp = outcome === 'heard' ? undefined : 'now';
    wait = isGood ? MIN_PAUSE_MS : Math.min(wait * 2, MAX_PAUSE_MS);
    if (!isOver()) await rest(connection, wait * (0.5 + Math.random()), signal);
  }
}

export const followFeed: FollowFeed = (connection, { url, isLive }) => {
  const { page } = connection;
  const { document, navigator } = page;
  let ending: AbortController | undefined;
  const catchUp = (): void => {
    request(connection, 'feed', { catchUp: 'due' }).catch(() => undefined);
  };
  const connect = (): void => {
    const { signal } = (ending = new AbortController());
    navigator?.locks?.request(LOCK, { signal }, () => follow(connection, url, signal)).catch(() => undefined);
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      ending?.abort();
      ending = undefined;
      return;
    }
    catchUp();
    if (isLive && !ending) connect();
  });
  page.addEventListener('online', catchUp);
  if (isLive && !document.hidden) connect();
};
