/**
 * Styles, scripts, fonts and images of visited pages, for offline. While there is a network the browser's own HTTP
 * cache rules; a file whose name carries a hash never changes and comes from here.
 *
 * Workbox's strategies and expiration would do this too, at a third of the worker's whole size budget.
 */
import type { ResolvedConfig } from '../config/resolve.js';
import type { Context, Lifetime } from './context.js';

type Options = NonNullable<ResolvedConfig['assets']>;

const CACHE = 'sw-isr-assets';
const KINDS = ['style', 'script', 'font', 'image', 'manifest'];
/** A part of the name of eight or more letters and digits, with both among them. */
const HASHED = /[.\-_/](?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{8,}\.\w+$/i;
/** Browsers count every opaque response as megabytes. */
const MAX_OPAQUE = 30;

export interface Assets {
  /** Whether the request is for an asset that is kept. */
  wants(request: Request): boolean;
  handle(event: FetchEvent): Promise<Response>;
  /** Keeps assets that a page loaded before the worker was there. */
  keep(event: Lifetime, urls: readonly string[]): Promise<void>;
  clear(): Promise<void>;
}

/** Whether two responses are the same version of a file. */
const isSame = (a: Response, b: Response): boolean =>
  ['etag', 'last-modified'].some(
    (name) => a.headers.get(name) !== null && a.headers.get(name) === b.headers.get(name),
  );

export function createAssets(
  { use, fetch, now, report }: Context,
  { match, maxEntries, maxAge }: Options,
): Assets {
  let used: Record<string, number> = {};
  let trimming: Promise<void> | undefined;

  /** Adds up when files were used, and drops those beyond the limits. */
  const trim = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    trimming = undefined;
    const recent = used;
    used = {};
    const all = Object.entries({ ...(await use((store) => store.state('assets'))), ...recent }).sort(
      (a, b) => b[1] - a[1],
    );
    const oldest = now() - maxAge * 1000;
    const kept = all.filter(([, at], index) => index < maxEntries && at > oldest);
    await use((store) => store.setState('assets', Object.fromEntries(kept)));
    const cache = await caches.open(CACHE);
    const names = new Set(kept.map(([url]) => url));
    await Promise.all(all.filter(([url]) => !names.has(url)).map(([url]) => cache.delete(url)));
  };
  const touch = (event: Lifetime, url: string): void => {
    used[url] = now();
    event.waitUntil((trimming ??= trim().catch(report)));
  };

  const isRoomFor = async (response: Response): Promise<boolean> =>
    response.type !== 'opaque' ||
    Object.keys((await use((store) => store.state('assets'))) ?? {}).filter(
      (url) => !url.startsWith(location.origin),
    ).length < MAX_OPAQUE;

  const store = async (event: Lifetime, url: string, response: Response, had?: Response): Promise<void> => {
    if ((response.status !== 200 && response.type !== 'opaque') || (had && isSame(had, response))) return;
    if (!had && !(await isRoomFor(response))) return;
    await (await caches.open(CACHE)).put(url, response);
    touch(event, url);
  };

  return {
    wants: ({ url, destination, headers }) =>
      KINDS.includes(destination) &&
      url.startsWith('http') &&
      !headers.has('range') &&
      (!match || match.test(url)),
    async handle(event) {
      const { request } = event;
      const url = request.url.split('#', 1)[0] ?? '';
      const had = await caches.match(url, { cacheName: CACHE }).catch(report);
      if (had) touch(event, url);
      if (had && HASHED.test(new URL(url).pathname) && had.type !== 'opaque') return had;
      try {
        const response = await fetch(request);
        event.waitUntil(store(event, url, response.clone(), had ?? undefined).catch(report));
        return response;
      } catch {
        return had ?? Response.error();
      }
    },
    async keep(event, urls) {
      const one = async (url: string): Promise<void> => {
        if (match && !match.test(url)) return;
        const mode = url.startsWith(location.origin) ? 'same-origin' : 'no-cors';
        await store(
          event,
          url,
          await fetch(new Request(url, { mode })),
          await caches.match(url, { cacheName: CACHE }),
        );
      };
      await Promise.allSettled(urls.map(one));
    },
    async clear() {
      await caches.delete(CACHE);
      await use((it) => it.setState('assets', {}));
    },
  };
}
