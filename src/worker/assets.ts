/**
 * Styles, scripts, fonts and images of visited pages, for offline. While there is a network the browser's own HTTP
 * cache rules; what is `immutable` comes from here, and what we have when the network takes too long, or has it no
 * more. Each deployment has its own, so that tabs keep what they were loaded with (rule 32).
 *
 * Workbox's strategies and expiration would do this too, at a third of the worker's whole size budget.
 */
import type { ResolvedConfig } from '../config/resolve.js';
import type { Context, Lifetime } from './context.js';
import { ASSETS_OF, keptDeployments } from './deployments.js';
import { mend } from './mend.js';
import type { Routes } from './routes.js';
import { gathered, sleep } from './time.js';

type Options = NonNullable<ResolvedConfig['assets']>;

/** A kept file, and the deployment that it is kept for. */
interface Copy {
  id: string;
  response: Response;
}

/** What is kept of what pages load, by `request.destination`. */
export const KINDS = ['style', 'script', 'font', 'image', 'manifest'];
/** Browsers count every opaque response as megabytes. */
const MAX_OPAQUE = 30;

export interface Assets {
  /** Whether the request is for an asset that is kept. */
  wants(request: Request): boolean;
  /** @param find the route that takes a page */
  handle(event: FetchEvent, find: Routes['find']): Promise<Response>;
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

export function createAssets(context: Context, { match = /^http/, maxEntries, maxAge }: Options): Assets {
  const { use, fetch, now, report, wipes, settings, config } = context;
  const mended = new Set<string>();
  let used: Record<string, number> = {};

  /** When each kept file was last used. */
  const known = async (): Promise<Record<string, number>> => ({
    ...(await use((store) => store.state('assets'))),
  });
  /** Adds up when files were used, and drops those beyond the limits, which hold over all deployments. */
  const trim = async (): Promise<void> => {
    const recent = used;
    used = {};
    const all = { ...(await known()), ...recent };
    const ids = await keptDeployments(context);
    const idOf = (name: string): string => name.replace(/^\S* /, '');
    const kept = Object.entries(all)
      .filter(([name, at]) => at > now() - maxAge * 1000 && ids.includes(idOf(name)))
      .sort((a, b) => b[1] - a[1])
      .slice(0, maxEntries);
    const left = Object.fromEntries(kept);
    await use((store) => store.setState('assets', left));
    for (const name in all)
      if (!(name in left) && ids.includes(idOf(name)))
        await (await caches.open(ASSETS_OF + idOf(name))).delete(name.replace(/ .*/, ''));
  };
  const trimLater = gathered(() => trim().catch(report));
  const touch = (event: Lifetime, url: string, id: string): void => {
    used[`${url} ${id}`] = now();
    trimLater(event);
  };

  /** Where a file is looked for: the deployment that the document was loaded with, the active one, any other. */
  const places = async (document: string): Promise<[own: string, active: string, all: string[]]> => {
    const all = await keptDeployments(context);
    const [active = ''] = all;
    const own = (await settings()).tabs?.[document] ?? active;
    return all.includes(own) ? [own, active, [...new Set([own, ...all])]] : [active, active, all];
  };
  const find = async (url: string, ids: readonly string[], mode?: RequestMode): Promise<Copy | undefined> => {
    for (const id of ids) {
      const response = await caches.match(url, { cacheName: ASSETS_OF + id });
      // What was fetched without CORS answers no request that asks for it.
      if (response && !(response.type === 'opaque' && mode === 'cors')) return { id, response };
    }
    return undefined;
  };

  /** @param before how often files had been wiped when this one was asked for: what was is not stored after a wipe */
  const store = async (
    event: Lifetime,
    url: string,
    { id, response }: Copy,
    before: number,
    had?: Copy,
  ): Promise<void> => {
    const isNew = had?.id !== id;
    const isOpaque = response.type === 'opaque';
    if ((response.status !== 200 && !isOpaque) || (!isNew && isSame(had.response, response))) return;
    if (says(response, /\b(?:no-store|private)\b/i)) return;
    if (isOpaque && isNew && Object.keys(await known()).filter(isForeign).length >= MAX_OPAQUE) return;
    const cache = await caches.open(ASSETS_OF + id);
    if (before !== wipes.count) return;
    await cache.put(url, response);
    touch(event, url, id);
  };

  return {
    wants: ({ url, destination, headers }) =>
      KINDS.includes(destination) && match.test(url) && !headers.has('range'),
    async handle(event, findRoute) {
      const { request } = event;
      const url = request.url.replace(/#.*/, '');
      const before = wipes.count;
      const [own, active, all] = await places(event.clientId);
      const found = (await find(url, all, request.mode).catch(report)) ?? undefined;
      const had = found?.response;
      if (found) touch(event, url, found.id);
      if (had && (says(had, /\bimmutable\b/i) || (found.id === own && own !== active))) {
        if (found.id !== own)
          event.waitUntil(store(event, url, { id: own, response: had.clone() }, before).catch(report));
        return had;
      }
      const fetched = fetch(request).then((response) => {
        const { status } = response;
        const isGone = status === 404 || status === 410;
        if (had && (isGone || status > 499)) return had;
        const later =
          isGone && own === active && /^(?:style|script)$/.test(request.destination)
            ? mend(context, event, findRoute, mended)
            : store(event, url, { id: own, response: response.clone() }, before, found);
        event.waitUntil(later.catch(report));
        return response;
      });
      const answer = fetched.catch(() => had ?? Response.error());
      return had ? Promise.race([answer, sleep(config.networkTimeout).then(() => had)]) : answer;
    },
    keep: async (event, urls) => {
      const [id, , all] = await places('');
      return Promise.allSettled(
        urls
          .filter((url) => match.test(url))
          .map(async (url) => {
            const had = await find(url, all);
            const ask = (mode: RequestMode): Promise<Response> =>
              fetch(new Request(url, { mode, credentials: mode === 'cors' ? 'omit' : 'same-origin' }));
            const before = wipes.count;
            const response = await ask('cors').catch(() => ask('no-cors'));
            await store(event, url, { id, response }, before, had);
          }),
      );
    },
    async clear() {
      for (const name of await caches.keys())
        // Without the colon, what an older version has kept goes too.
        if (name.startsWith('sw-isr-assets')) await caches.delete(name);
      await use((it) => it.setState('assets', {}));
    },
  };
}
