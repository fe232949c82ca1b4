/**
 * Styles, scripts, fonts and images of visited pages, for offline. While there is a network the browser's own HTTP
 * cache rules; what is `immutable` comes from here, and what we have when the network takes too long, or has it no
 * more. Each deployment has its own, so that tabs keep what they were loaded with (rule 32).
 *
 * Workbox's strategies and expiration would do this too, at a third of the worker's whole size budget.
 */
import type { ResolvedConfig } from '../config/resolve.js';
import { createAssetCopies, says, type Copy } from './asset-copies.js';
import type { Context, Lifetime } from './context.js';
import { mend } from './mend.js';
import type { Routes } from './routes.js';
import { sleep } from './time.js';

/** What is kept of what pages load, by `request.destination`. */
export const KINDS = ['style', 'script', 'font', 'image', 'manifest'];

export interface Assets {
  /** Whether the request is for an asset that is kept. */
  wants(request: Request): boolean;
  /** @param find the route that takes a page */
  handle(event: FetchEvent, find: Routes['find']): Promise<Response>;
  /** Keeps assets that a page loaded before the worker was there. */
  keep(event: Lifetime, urls: readonly string[]): Promise<unknown>;
}

/** A file that a document asks for: for which deployment, and what is kept of it. */
interface Wanted {
  readonly url: string;
  readonly own: string;
  readonly active: string;
  /** How often files had been wiped when it was asked for. */
  readonly before: number;
  readonly found: Copy | undefined;
}

export function createAssets(context: Context, options: NonNullable<ResolvedConfig['assets']>): Assets {
  const { fetch, report, wipes, config } = context;
  const { match = /^http/ } = options;
  const copies = createAssetCopies(context, options);
  const mended = new Set<string>();

  /** The network's answer, or what we have where that is none; what comes is kept for the document's deployment. */
  async function fromNetwork(
    event: FetchEvent,
    findRoute: Routes['find'],
    { url, own, active, before, found }: Wanted,
  ): Promise<Response> {
    const had = found?.response;
    const { request } = event;
    const response = await fetch(request).catch(() => had ?? Response.error());
    const { status, type } = response;
    if (response === had || type === 'error') return response;
    const isGone = status === 404 || status === 410;
    if (had && (isGone || status > 499)) return had;
    const isMissed = isGone && own === active && /^(?:style|script)$/.test(request.destination);
    const later = isMissed
      ? mend(context, event, findRoute, mended)
      : copies.store(event, url, { id: own, response: response.clone() }, { wipes: before, had: found });
    event.waitUntil(later.catch(report));
    return response;
  }

  return {
    wants: ({ url, destination, headers }) =>
      KINDS.includes(destination) && match.test(url) && !headers.has('range'),
    async handle(event, findRoute) {
      const { request, clientId } = event;
      const url = request.url.replace(/#.*/, '');
      const before = wipes.count;
      const { own, active, all } = await copies.places(clientId);
      const found = (await copies.find(url, all, request.mode).catch(report)) ?? undefined;
      const had = found?.response;
      if (found) copies.touch(event, url, found.id);
      if (had && (says(had, /\bimmutable\b/i) || (found.id === own && own !== active))) {
        const copy = { id: own, response: had.clone() };
        if (found.id !== own)
          event.waitUntil(copies.store(event, url, copy, { wipes: before }).catch(report));
        return had;
      }
      const answer = fromNetwork(event, findRoute, { url, own, active, before, found });
      return had ? Promise.race([answer, sleep(config.networkTimeout).then(() => had)]) : answer;
    },
    keep: async (event, urls) => {
      const { own: id, all } = await copies.places('');
      const keep = async (url: string): Promise<void> => {
        const had = await copies.find(url, all);
        const ask = (mode: RequestMode): Promise<Response> =>
          fetch(new Request(url, { mode, credentials: mode === 'cors' ? 'omit' : 'same-origin' }));
        const before = wipes.count;
        const response = await ask('cors').catch(() => ask('no-cors'));
        await copies.store(event, url, { id, response }, { wipes: before, had });
      };
      return Promise.allSettled(urls.filter((url) => match.test(url)).map(keep));
    },
  };
}
