/**
 * The kept copies of assets: in Cache Storage, one cache for each deployment, within limits that hold over all of them.
 */
import { isCopyable, readsWhole } from './asset-answer.js';
import { keptName, type AssetIndex } from './asset-index.js';
import type { Context, Lifetime } from '../runtime/context.js';
import { ASSETS_OF, keptDeployments } from '../deployments/deployments.js';

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
  /** Whether it is a picture: those of one path with many queries may be of no use again. */
  isPicture?: boolean;
  /** Ends the reading. */
  signal: AbortSignal;
}

export interface AssetCopies {
  /** @param document the ID of its client; that of none, for what no tab has loaded */
  places(document: string): Promise<Places>;
  find(url: string, ids: readonly string[], mode?: RequestMode): Promise<Copy | undefined>;
  /** Keeps a file, where it may be kept and is not there yet. Its body is read, or given up. */
  store(event: Lifetime, url: string, copy: Copy, before: Before): Promise<void>;
}

/** Browsers count every opaque response as megabytes. Which files of other sites are opaque is known of new ones only. */
const MAX_OPAQUE = 30;
/** How many pictures are kept that differ in nothing but their query: tracking pixels do, and come with a new one each. */
const MAX_QUERIES = 2;

export const isForeign = (url: string): boolean => !url.startsWith(`${location.origin}/`);

/** Whether two responses are the same version of a file. */
const isSame = (a: Response, b: Response): boolean =>
  ['etag', 'last-modified'].some(
    (name) => a.headers.get(name) && a.headers.get(name) === b.headers.get(name),
  );

export function createAssetCopies(context: Context, index: AssetIndex): AssetCopies {
  const { wipes, settings } = context;

  /** Deletes what was unused for longest, so that one more opaque file has its place. */
  const makeRoom = async (url: string, isPicture?: boolean): Promise<void> => {
    const foreign = index.oldest((name) => isForeign(name) && name.includes(' ', 1));
    const [path, query] = url.split(/(?=\?)/);
    const alike = query && isPicture ? foreign.filter((name) => name.startsWith(`${path}?`)) : [];
    const goes = [
      ...alike.slice(0, Math.max(0, alike.length + 1 - MAX_QUERIES)),
      ...foreign.slice(0, Math.max(0, foreign.length + 1 - MAX_OPAQUE)),
    ];
    await Promise.all([...new Set(goes)].map((name) => index.drop(name)));
  };

  return {
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
    async store(event, url, { id, response }, { wipes: before, had, isPicture, signal }) {
      const isNew = had?.id !== id;
      const isOpaque = response.type === 'opaque';
      const isWanted =
        isCopyable(response) &&
        (isNew || !isSame(had.response, response)) &&
        (isOpaque || (await readsWhole(response.clone(), signal)));
      if (!isWanted) return response.body?.cancel();
      if (isOpaque && isNew) await makeRoom(url, isPicture);
      const cache = await caches.open(ASSETS_OF + id);
      if (before !== wipes.count) return response.body?.cancel();
      await cache.put(url, response);
      index.use(event, keptName(url, id));
      // A file of another site has one place, whatever the deployment.
      if (had && isNew && isForeign(url)) await index.drop(keptName(url, had.id));
    },
  };
}
