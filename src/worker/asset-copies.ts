/**
 * The kept copies of assets: in Cache Storage, one cache for each deployment, within limits that hold over all of them.
 */
import type { ResolvedConfig } from '../config/resolve.js';
import type { Context, Lifetime } from './context.js';
import { ASSETS_OF, keptDeployments } from './deployments.js';
import { gathered } from './time.js';

/** A kept file, and the deployment that it is kept for. */
export interface Copy {
  id: string;
  response: Response;
}

/** The deployments in which a file is looked for, the document's own first, and the active one. */
export interface Places {
  own: string;
  active: string;
  all: string[];
}

/** What is known when a file is asked for. */
export interface Before {
  /** How often files had been wiped: what was asked for before a wipe is not stored after it. */
  wipes: number;
  had?: Copy | undefined;
}

export interface AssetCopies {
  /** @param document the ID of its client; that of none, for what no tab has loaded */
  places(document: string): Promise<Places>;
  find(url: string, ids: readonly string[], mode?: RequestMode): Promise<Copy | undefined>;
  /** Notes that a copy was used. */
  touch(event: Lifetime, url: string, id: string): void;
  /** Keeps a file, where it may be kept and is not there yet. */
  store(event: Lifetime, url: string, copy: Copy, before: Before): Promise<void>;
}

/** Browsers count every opaque response as megabytes. Which files of other sites are opaque is known of new ones only. */
const MAX_OPAQUE = 30;

/** Whether a word stands in `Cache-Control`; an opaque response shows none. */
export const says = ({ headers }: Response, words: RegExp): boolean =>
  words.test(headers.get('cache-control') ?? '');

const isForeign = (url: string): boolean => !url.startsWith(`${location.origin}/`);

/** Whether two responses are the same version of a file. */
const isSame = (a: Response, b: Response): boolean =>
  ['etag', 'last-modified'].some(
    (name) => a.headers.get(name) && a.headers.get(name) === b.headers.get(name),
  );

/** The deployment of a name in the list of when files were used. */
const idOf = (name: string): string => name.replace(/^\S* /, '');

export function createAssetCopies(
  context: Context,
  { maxEntries, maxAge }: NonNullable<ResolvedConfig['assets']>,
): AssetCopies {
  const { use, now, report, wipes, settings } = context;
  let used: Record<string, number> = {};
  /** The opaque files that this worker has kept or is about to: what is known to be kept is written a little later. */
  const opaque = new Set<string>();

  /** When each kept file was last used. */
  const known = async (): Promise<Record<string, number>> => ({
    ...(await use((store) => store.state('assets'))),
  });
  /** Adds up when files were used, and drops those beyond the limits. */
  const trim = async (): Promise<void> => {
    const recent = used;
    used = {};
    const all = { ...(await known()), ...recent };
    const ids = await keptDeployments(context);
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
  const touch: AssetCopies['touch'] = (event, url, id) => {
    used[`${url} ${id}`] = now();
    trimLater(event);
  };

  return {
    touch,
    async places(document) {
      const all = await keptDeployments(context);
      const [active = ''] = all;
      const own = (await settings()).tabs?.[document] ?? active;
      return all.includes(own)
        ? { own, active, all: [...new Set([own, ...all])] }
        : { own: active, active, all };
    },
    async find(url, ids, mode) {
      for (const id of ids) {
        const response = await caches.match(url, { cacheName: ASSETS_OF + id });
        // What was fetched without CORS answers no request that asks for it.
        if (response && !(response.type === 'opaque' && mode === 'cors')) return { id, response };
      }
      return undefined;
    },
    async store(event, url, { id, response }, { wipes: before, had }) {
      const isNew = had?.id !== id;
      const isOpaque = response.type === 'opaque';
      if ((response.status !== 200 && !isOpaque) || (!isNew && isSame(had.response, response))) return;
      if (says(response, /\b(?:no-store|private)\b/i)) return;
      if (isOpaque && isNew) {
        for (const name of Object.keys(await known()).filter(isForeign)) opaque.add(name);
        const name = `${url} ${id}`;
        if (!opaque.has(name) && opaque.size >= MAX_OPAQUE) return;
        opaque.add(name);
      }
      const cache = await caches.open(ASSETS_OF + id);
      if (before !== wipes.count) return;
      await cache.put(url, response);
      touch(event, url, id);
    },
  };
}
