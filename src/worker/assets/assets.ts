/**
 * Styles, scripts, fonts and images of visited pages, for offline. Online, the network and the browser's HTTP cache
 * answer. A stored copy is served if it is `immutable`, if the network times out, or if the server no longer has the
 * file. Each deployment has its own copies, so that tabs keep the files that they were loaded with (rule 32).
 *
 * Workbox's strategies and expiration could do this too, but would take a third of the worker's size budget.
 */
import type { ResolvedConfig } from '../../config/resolve.js';
import { isImmutable } from './asset-answer.js';
import { createAssetCopies, isForeign } from './asset-cache.js';
import { createAssetIndex, keptName } from './asset-index.js';
import { extensionPoint } from '../runtime/worker-state.js';
import type { createAssetList } from './asset-list.js';
import { createNetworkFirst, keepCopy, type AssetParts, type AssetRequest } from './asset-network.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { createForeignAssets } from './foreign-assets.js';
import { keepLoaded } from './loaded-assets.js';
import { createOwnPolicy } from '../visitor/own-policy.js';
import type { Routes } from '../lookup/routes.js';
import { inTime } from '../runtime/timers.js';
import { createAside } from '../visitor/stand-aside.js';

/** After this time the network answers faster. */
const LOOKUP_TIMEOUT_MS = 2500;

/** Stores listed files. Provided if the config has `assets.list`. */
export const assetLists = extensionPoint<typeof createAssetList>();

/** The stored kinds of files, by `request.destination`. */
export const KINDS = ['style', 'script', 'font', 'image', 'manifest'];

export interface Assets {
  /** Reads the index, once, so that `takes` can decide synchronously. Until then it takes every file. */
  read(): Promise<unknown>;
  /** Whether the worker answers the request. A file that is left to the browser may be stored in the background. */
  takes(event: FetchEvent): boolean;
  /** @param find the route that takes a page */
  handle(event: FetchEvent, find: Routes['find']): Promise<Response>;
  /** Stores assets that a page loaded before the worker controlled it. */
  keep(event: Extendable, urls: readonly string[]): Promise<unknown>;
  /** Stores the files in `assets.list`, unless that is done. */
  keepListed(event: Extendable): void;
}

const withoutFragment = (url: string): string => url.replace(/#.*/s, '');

export function createAssets(context: Context, options: NonNullable<ResolvedConfig['assets']>): Assets {
  const { report, clears, online } = context;
  const { match = /^http/ } = options;
  const index = createAssetIndex(context, options);
  const copies = createAssetCopies(context, index);
  const policy = createOwnPolicy(context);
  const foreign = createForeignAssets(context, { index, copies, policy });
  const aside = createAside();
  const parts: AssetParts = { context, copies, policy, foreign, aside, blocked: new Set() };
  const keepListed =
    (options.list && assetLists.of(context)?.(context, options, { index, copies })) || (() => undefined);
  let networkFirst: ReturnType<typeof createNetworkFirst> | undefined;

  /** Whether the stored copy answers without the network: it is immutable, or of the tab's older deployment. */
  const isFinal = ({ stored, ownDeployment, activeDeployment }: AssetRequest): boolean =>
    !!stored &&
    (isImmutable(stored.response) || (stored.id === ownDeployment && ownDeployment !== activeDeployment));

  return {
    read: () => index.read(),
    keepListed,
    takes(event) {
      const { url, destination, headers } = event.request;
      if (!KINDS.includes(destination) || !match.test(url) || headers.has('range') || aside.takes(url))
        return false;
      keepListed(event);
      const bare = withoutFragment(url);
      if (!isForeign(bare)) return !(parts.blocked.has(bare) && online());
      const passes = index.keeps(bare) === false || (online() && policy.isDenied);
      if (passes && online()) foreign.note(event, bare);
      return !passes;
    },
    async handle(event, find) {
      const { request, clientId } = event;
      const url = withoutFragment(request.url);
      const clearGeneration = clears.generation;
      // The index tells a tracker from a file that was requested before: a tracker is not requested a second time.
      const [{ activeDeployment, all, ...deployments }] = await Promise.all([
        copies.deploymentsFor(clientId),
        index.read(),
      ]);
      // A file of another site belongs to no deployment.
      const ownDeployment = isForeign(url) ? activeDeployment : deployments.ownDeployment;
      // Cache Storage that never answers counts as one that has nothing.
      const found = inTime(copies.find(url, all, request.mode), LOOKUP_TIMEOUT_MS);
      const stored = (await found.catch(report)) ?? undefined;
      const copy = stored?.response;
      const assetRequest: AssetRequest = {
        event,
        url,
        ownDeployment,
        activeDeployment,
        clearGeneration,
        stored,
      };
      if (stored) index.use(event, keptName(url, stored.id));
      if (copy && isFinal(assetRequest)) {
        if (stored.id !== ownDeployment)
          event.waitUntil(keepCopy(parts, assetRequest, copy.clone()).catch(report));
        return copy;
      }
      if (isForeign(url) && !(copy && online() && (await policy.allows()))) {
        if (copy && !(online() && policy.isDenied)) return copy;
        if (!copy) foreign.note(event, url);
        return aside.redirect(request.url);
      }
      networkFirst ??= createNetworkFirst(parts, find);
      return networkFirst(assetRequest);
    },
    async keep(event, urls) {
      await index.read();
      const matching = urls.filter((url) => match.test(url));
      await keepLoaded(parts, event, matching);
    },
  };
}
