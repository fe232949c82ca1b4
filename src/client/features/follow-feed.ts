/**
 * Follows the revalidation feed while the page is visible: one tab of the browser keeps the connection, and passes on
 * what it hears to the worker. The other tabs wait for its lock, so that one of them goes on when it is closed or hidden.
 */
import { request } from '../call.js';
import type { Connection } from '../runtime/connection.js';
import { pause } from '../runtime/page.js';

/** Follows the feed at this URL until the page is closed. */
export type FollowFeed = (connection: Connection, url: string) => void;

const LOCK = 'isr:feed-tab';
/** A proxy that holds a stream back until it ends sends nothing within this time. */
const FIRST_WORD_MS = 10_000;
/** Between two connections: at first, at most. Doubled while nothing is heard. */
const [MIN_PAUSE_MS, MAX_PAUSE_MS] = [500, 300_000];
/** After so many streams of which nothing was heard, the page asks by long-polling. */
const MAX_SILENT_STREAMS = 2;

interface Control {
  streamNextOffset?: string;
}

/** One connection. `tell` resolves once the worker has what was heard. */
interface Listening {
  readonly connection: Connection;
  readonly url: URL;
  readonly from: string;
  readonly signal: AbortSignal;
}

const tell = ({ connection }: Listening, from: string, events: unknown, next: string): Promise<unknown> =>
  request(connection, 'feed', { from, events, next });

/** Server-sent events. Resolves when the stream ends: to whether anything was heard. */
function stream(listening: Listening, source: EventSource): Promise<boolean> {
  const { connection, signal } = listening;
  let { from } = listening;
  let events: unknown[] = [];
  let isHeard = false;
  return new Promise((resolve) => {
    const end = (): void => {
      source.close();
      resolve(isHeard);
    };
    connection.page.setTimeout(() => {
      if (!isHeard) end();
    }, FIRST_WORD_MS);
    source.addEventListener('data', ({ data }: MessageEvent<string>) => {
      events.push(...(JSON.parse(data) as unknown[]));
    });
    source.addEventListener('control', ({ data }: MessageEvent<string>) => {
      const { streamNextOffset: next } = JSON.parse(data) as Control;
      isHeard = true;
      if (!next) return;
      if (events.length) tell(listening, from, events, next).catch(() => undefined);
      [from, events] = [next, []];
    });
    // The browser would connect again with the first offset.
    source.onerror = end;
    signal.addEventListener('abort', end);
  });
}

/** Long-polling: one request. Resolves to whether the feed answered. */
async function poll(listening: Listening): Promise<boolean> {
  const { connection, url, from, signal } = listening;
  url.searchParams.set('live', 'long-poll');
  const init: RequestInit = { cache: 'no-store', credentials: 'omit', signal };
  const response = await connection.page.fetch(url.href, init).catch(() => undefined);
  const next = response?.headers.get('stream-next-offset');
  if (!response?.ok || !next) return false;
  const read = async (): Promise<unknown> => tell(listening, from, await response.json(), next);
  if (response.status === 200) await read().catch(() => undefined);
  return true;
}

async function follow(connection: Connection, feed: string, signal: AbortSignal): Promise<void> {
  const { page } = connection;
  const { EventSource: Source } = page;
  let silent = Source ? 0 : MAX_SILENT_STREAMS;
  let wait = MIN_PAUSE_MS;
  let isDue = false;
  while (!signal.aborted) {
    const { offset: from } = (await request(connection, 'feed', { isDue }).catch(() => undefined)) ?? {};
    let isHeard = false;
    if (from) {
      const url = new URL(feed, page.location.href);
      url.searchParams.set('offset', from);
      const listening = { connection, url, from, signal };
      if (Source && silent < MAX_SILENT_STREAMS) {
        url.searchParams.set('live', 'sse');
        isHeard = await stream(listening, new Source(url));
        silent = isHeard ? 0 : silent + 1;
      } else isHeard = await poll(listening);
    }
    // What refuses an offset is asked for what to do: the log may be another one.
    isDue = !isHeard;
    wait = isHeard ? MIN_PAUSE_MS : Math.min(wait * 2, MAX_PAUSE_MS);
    await pause(page, wait * (0.5 + Math.random()));
  }
}

export const followFeed: FollowFeed = (connection, url) => {
  const { page } = connection;
  const { document, navigator } = page;
  let ending: AbortController | undefined;
  const update = (): void => {
    if (document.hidden) {
      ending?.abort();
      ending = undefined;
    } else if (!ending) {
      const { signal } = (ending = new AbortController());
      navigator?.locks
        ?.request(LOCK, { signal }, () => follow(connection, url, signal))
        .catch(() => undefined);
    }
  };
  document.addEventListener('visibilitychange', update);
  // Back online: what was missed is asked for now, not after a pause.
  page.addEventListener(
    'online',
    () => void request(connection, 'feed', { isDue: true }).catch(() => undefined),
  );
  update();
};
