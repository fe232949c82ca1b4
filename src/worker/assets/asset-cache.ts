/** Stored assets: in Cache Storage, one cache for each deployment. The limits hold for all deployments together. */
import { isCopyable, readsWhole } from './asset-answer.js';
import { keptName, type AssetIndex } from './asset-index.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { ASSETS_OF, keptDeployments } from '../deployments/deployments.js';

/** A stored file, and the ID of its deployment. */
export interface StoredAsset {
  id: string;
  response: Response;
}

/** Deployment IDs. `own`: the document's. `all`: those to search, the document's first. */
export interface AssetDeployments {
  ownDeployment: string;
  activeDeployment: string;
  all: string[];
}

export interface StoreOptions {
  /** `context.clears.generation` when the file was requested. */
  clearGeneration: number;
  stored?: StoredAsset | undefined;
  /** Images that differ only in their query may be tracking pixels: few are kept. */
  isImage?: boolean;
  /** Aborts reading the body. */
  signal: AbortSignal;
}

export interface AssetCopies {
  /** @param document a client ID. An unknown one, such as `''`, gives the active deployment. */
  deploymentsFor(document: string): Promise<AssetDeployments>;
  find(url: string, ids: readonly string[], mode?: RequestMode): Promise<StoredAsset | undefined>;
  /** Stores a file if it may be stored and has changed. Its body is read or cancelled. */
  store(event: Extendable, url: string, copy: StoredAsset, options: StoreOptions): Promise<void>;
}

/**
 * Browsers count an opaque response as megabytes. The limit holds for all files of other sites: the index does not tell
 * which of the stored ones are opaque.
 */
const MAX_OPAQUE = 30;
/** Images of one path with different queries. Each view of a tracking pixel has a new query. */
const MAX_QUERIES = 2;

export const isForeign = (url: string): boolean => !url.startsWith(`${location.origin}/`);

/** Whether two responses are the same version of a file. */
const isSame = (a: Response, b: Response): boolean =>
  ['etag', 'last-modified'].some(
    (name) => a.headers.get(name) && a.headers.get(name) === b.headers.get(name),
  );

export function createAssetCopies(context: Context, index: AssetIndex): AssetCopies {
  const { clears, settings } = context;

  /** Deletes the least recently used files, so that there is room for one more opaque file. */
  const makeRoom = async (url: string, isImage?: boolean): Promise<void> => {
    const foreign = index.oldest((name) => isForeign(name) && name.includes(' ', 1));
    const [path, query] = url.split(/(?=\?)/);
    const samePath = query && isImage ? foreign.filter((name) => name.startsWith(`${path}?`)) : [];
    const surplus = [
      ...samePath.slice(0, Math.max(0, samePath.length + 1 - MAX_QUERIES)),
      ...foreign.slice(0, Math.max(0, foreign.length + 1 - MAX_OPAQUE)),
    ];
    await Promise.all([...new Set(surplus)].map((name) => index.drop(name)));
  };

  return {
    async deploymentsFor(document) {
      const all = await keptDeployments(context);
      const [active = ''] = all;
      const ownDeployment = (await settings()).tabs?.[document] ?? active;
      return all.includes(ownDeployment)
        ? { ownDeployment, activeDeployment: active, all: [...new Set([ownDeployment, ...all])] }
        : { ownDeployment: active, activeDeployment: active, all };
    },
    async find(url, ids, mode) {
      for (const id of ids) {
        const response = await caches.match(url, { cacheName: ASSETS_OF + id });
        // An opaque response does not answer a CORS request.
        if (response && !(response.type === 'opaque' && mode === 'cors')) return { id, response };
      }
      return undefined;
    },
    async store(event, url, { id, response }, { clearGeneration, stored, isImage, signal }) {
      const isNew = stored?.id !== id;
      const isOpaque = response.type === 'opaque';
      const isStorable =
        isCopyable(response) &&
        (isNew || !isSame(stored.response, response)) &&
        (isOpaque || (await readsWhole(response.clone(), signal)));
      if (!isStorable) return response.body?.cancel();
      if (isOpaque && isNew) await makeRoom(url, isImage);
      const cache = await caches.open(ASSETS_OF + id);
      if (clearGeneration !== clears.generation) return response.body?.cancel();
      await cache.put(url, response);
      index.use(event, keptName(url, id));
      // A file of another site belongs to no deployment: it is stored once.
      if (stored && isNew && isForeign(url)) await index.drop(keptName(url, stored.id));
    },
  };
}
