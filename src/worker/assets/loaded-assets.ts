/** Stores the assets that a page loaded before the worker controlled it. */
import { isPage } from './asset-answer.js';
import { isForeign } from './asset-cache.js';
import type { AssetParts } from './asset-network.js';
import type { Extendable } from '../runtime/extendable.js';

const FILE_TIMEOUT_MS = 10_000;

/** Tries CORS first: a CORS response answers every request, and browsers count its real size. */
async function fetchAsset({ context }: AssetParts, url: string, signal: AbortSignal): Promise<Response> {
  const cache = isForeign(url) ? 'force-cache' : 'default';
  const get = (mode: RequestMode): Promise<Response> =>
    context.fetch(
      new Request(url, { mode, cache, signal, credentials: mode === 'cors' ? 'omit' : 'same-origin' }),
    );
  return get('cors').catch(() => get('no-cors'));
}

export async function keepLoaded(
  parts: AssetParts,
  event: Extendable,
  urls: readonly string[],
): Promise<void> {
  const { context, copies, foreign, policy } = parts;
  const { ownDeployment: id, all } = await copies.deploymentsFor('');
  const keep = async (url: string): Promise<void> => {
    if (isForeign(url) && !(foreign.mayAsk(event, url) && (await policy.allows()))) return;
    const stored = await copies.find(url, all);
    const clearGeneration = context.clears.generation;
    const signal = AbortSignal.timeout(FILE_TIMEOUT_MS);
    const response = await fetchAsset(parts, url, signal);
    if (await isPage(response)) await response.body?.cancel();
    else await copies.store(event, url, { id, response }, { clearGeneration, stored, signal });
  };
  await Promise.allSettled(urls.map(keep));
}
