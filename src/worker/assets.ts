/**
 * Styles, scripts, fonts and images of visited pages, for offline. While there is a network the browser's own HTTP
 * cache rules; what is `immutable` comes from here, and what we have when the network takes too long.
 *
 * Workbox's strategies and expiration would do this too, at a third of the worker's whole size budget.
 */
import type { ResolvedConfig } from '../config/resolve.js';
import type { Context, Lifetime } from './context.js';
import { gathered, sleep } from './time.js';

type Options = NonNullable<ResolvedConfig['assets']>;

const CACHE = 'sw-isr-assets';
const KINDS = ['style', 'script', 'font', 'image', 'manifest'];
/** Browsers count every opaque response as megabytes. */
const MAX_OPAQUE = 30;

export interface Assets {
  /** Whether the request is for an asset that is kept. */
  wants(request: Request): boolean;
  handle(event: FetchEvent): Promise<Response>;
  /** Keeps assets that a page loaded before the worker was there. */
  keep(event: Lifetime, urls: readonly string[]): Promise<unknown>;
  clear(): Promise<unknown>;
}

/** Whether a word stands in `Cache-Control`; an opaque response shows none. */
const says = ({ headers }: Response, words: RegExp): boolean =>
  words.test(headers.get('cache-control') ?? '');

const isForeign = (url: string): boolean => !url.startsWith(`${location.origin}/`);

/** Whether two responses are the same version of a file. */
const isSame = (a: Response, b: Response): boolean =>
  ['etag', 'last-modified'].some(
    (name) => a.headers.get(name) && a.headers.get(name) === b.headers.get(name),
  );

export function createAssets(
  { use, fetch, now, report, wipes, config: { networkTimeout } }: Context,
  { match = /^http/, maxEntries, maxAge }: Options,
): Assets {
  let used: Record<string, number> = {};

  /** When each kept file was last used. */
  const known = async (): Promise<Record<string, number>> => ({
    ...(await use((store) => store.state('assets'))),
  });
  /** Adds up when files were used, and drops those beyond the limits. */
  const trim = async (): Promise<void> => {
    const recent = used;
    used = {};
    const all = { ...(await known()), ...recent };
    const kept = Object.entries(all)
      .filter(([, at]) => at > now() - maxAge * 1000)
      .sort((a, b) => b[1] - a[1])
      .slice(0, maxEntries);
    const left = Object.fromEntries(kept);
    await use((store) => store.setState('assets', left));
    const cache = await caches.open(CACHE);
    for (const url in all) if (!(url in left)) await cache.delete(url);
  };
  const trimLater = gathered(() => trim().catch(report));
  const touch = (event: Lifetime, url: string): void => {
    used[url] = now();
    trimLater(event);
  };

  const find = (url: string): Promise<Response | undefined> => caches.match(url, { cacheName: CACHE });

  /** @param before how often files had been wiped when this one was asked for: what was is not stored after a wipe */
  const store = async (
    event: Lifetime,
    url: string,
    response: Response,
    before: number,
    had?: Response,
  ): Promise<void> => {
    const isOpaque = response.type === 'opaque';
    if ((response.status !== 200 && !isOpaque) || (had && isSame(had, response))) return;
    if (says(response, /\b(?:no-store|private)\b/i)) return;
    if (isOpaque && !had && Object.keys(await known()).filter(isForeign).length >= MAX_OPAQUE) return;
    const cache = await caches.open(CACHE);
    if (before !== wipes.count) return;
    await cache.put(url, response);
    touch(event, url);
  };

  return {
    wants: ({ url, destination, headers }) =>
      KINDS.includes(destination) && match.test(url) && !headers.has('range'),
    async handle(event) {
      const { request } = event;
      const url = request.url.replace(/#.*/, '');
      const found = (await find(url).catch(report)) ?? undefined;
      // What was fetched without CORS answers no request that asks for it.
      const had = found?.type === 'opaque' && request.mode === 'cors' ? undefined : found;
      if (had) touch(event, url);
      if (had && says(had, /\bimmutable\b/i)) return had;
      const before = wipes.count;
      const fetched = fetch(request).then((response) => {
        event.waitUntil(store(event, url, response.clone(), before, had).catch(report));
        return response;
      });
      const answer = fetched.catch(() => had ?? Response.error());
      return had ? Promise.race([answer, sleep(networkTimeout).then(() => had)]) : answer;
    },
    keep: (event, urls) =>
      Promise.allSettled(
        urls
          .filter((url) => match.test(url))
          .map(async (url) => {
            const had = await find(url);
            const ask = (mode: RequestMode): Promise<Response> =>
              fetch(new Request(url, { mode, credentials: mode === 'cors' ? 'omit' : 'same-origin' }));
            const before = wipes.count;
            const response = await ask('cors').catch(() => ask('no-cors'));
            await store(event, url, response, before, had);
          }),
      ),
    async clear() {
      await caches.delete(CACHE);
      await use((it) => it.setState('assets', {}));
    },
  };
}
