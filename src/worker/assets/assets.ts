/**
 * Styles, scripts, fonts and images of visited pages, for offline. While there is a network the browser's own HTTP
 * cache rules; what is `immutable` comes from here, and what we have when the network takes too long, or has it no
 * more. Each deployment has its own, so that tabs keep what they were loaded with (rule 32).
 *
 * Workbox's strategies and expiration would do this too, at a third of the worker's whole size budget.
 */
import type { ResolvedConfig } from '../../config/resolve.js';
import { isImmutable } from './asset-answer.js';
import { createAssetCopies, isForeign } from './asset-cache.js';
import { createAssetIndex, keptName } from './asset-index.js';
import { extensionPoint } from '../runtime/worker-state.js';
import type { createAssetList } from './asset-list.js';
import { createNetworkFirst, keepCopy, type AssetParts, type Wanted } from './asset-network.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { createForeignAssets } from './foreign-assets.js';
import { keepLoaded } from './loaded-assets.js';
import { createOwnPolicy } from '../visitor/own-policy.js';
import type { Routes } from '../lookup/routes.js';
import { createAside } from '../visitor/stand-aside.js';

/** Keeps listed files, where the config lists any. */
export const assetLists = extensionPoint<typeof createAssetList>();

/** What is kept of what pages load, by `request.destination`. */
export const KINDS = ['style', 'script', 'font', 'image', 'manifest'];

export interface Assets {
  /** Reads which files are kept, so that requests can be judged at once. */
  read(): Promise<unknown>;
  /** Whether the worker answers the request. What it leaves to the browser it may keep later. */
  takes(event: FetchEvent): boolean;
  /** @param find the route that takes a page */
  handle(event: FetchEvent, find: Routes['find']): Promise<Response>;
  /** Keeps assets that a page loaded before the worker was there. */
  keep(event: Extendable, urls: readonly string[]): Promise<unknown>;
  /** Keeps the files that the config lists, unless that is done. */
  keepListed(event: Extendable): void;
}

const withoutFragment = (url: string): string => url.replace(/#.*/s, '');

export function createAssets(context: Context, options: NonNullable<ResolvedConfig['assets']>): Assets {
  const { report, wipes, online } = context;
  const { match = /^http/ } = options;
  const index = createAssetIndex(context, options);
  const copies = createAssetCopies(context, index);
  const policy = createOwnPolicy(context);
  const foreign = createForeignAssets(context, { index, copies, policy });
  const aside = createAside();
  const parts: AssetParts = { context, copies, policy, foreign, aside, barred: new Set() };
  const keepListed =
    (options.list && assetLists.of(context)?.(context, options, { index, copies })) || (() => undefined);
  let networkFirst: ReturnType<typeof createNetworkFirst> | undefined;

  /** What is kept answers without the network: a file that never changes, or that of a tab's older deployment. */
  const isFinal = ({ found, own, active }: Wanted): boolean =>
    !!found && (isImmutable(found.response) || (found.id === own && own !== active));

  return {
    read: () => index.read(),
    keepListed,
    takes(event) {
      const { url, destination, headers } = event.request;
      if (!KINDS.includes(destination) || !match.test(url) || headers.has('range') || aside.takes(url))
        return false;
      keepListed(event);
      const bare = withoutFragment(url);
      if (!isForeign(bare)) return !(parts.barred.has(bare) && online());
      const passes = index.keeps(bare) === false || (online() && policy.isDenied);
      if (passes && online()) foreign.note(event, bare);
      return !passes;
    },
    async handle(event, find) {
      const { request, clientId } = event;
      const url = withoutFragment(request.url);
      const before = wipes.count;
      const places = await copies.places(clientId);
      const { active, all } = places;
      // A file of another site is none of a deployment's.
      const own = isForeign(url) ? active : places.own;
      const found = (await copies.find(url, all, request.mode).catch(report)) ?? undefined;
      const had = found?.response;
      const wanted: Wanted = { event, url, own, active, before, found };
      if (found) index.use(event, keptName(url, found.id));
      if (had && isFinal(wanted)) {
        if (found.id !== own) event.waitUntil(keepCopy(parts, wanted, had.clone()).catch(report));
        return had;
      }
      if (isForeign(url) && !(had && online() && (await policy.allows()))) {
        if (had && !(online() && policy.isDenied)) return had;
        if (!had) foreign.note(event, url);
        return aside.redirect(request.url);
      }
      networkFirst ??= createNetworkFirst(parts, find);
      return networkFirst(wanted);
    },
    keep: (event, urls) =>
      keepLoaded(
        parts,
        event,
        urls.filter((url) => match.test(url)),
      ),
  };
}
