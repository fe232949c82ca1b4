/** Keeps what a page loaded before the worker was there. */
import { isPage } from './asset-answer.js';
import { isForeign } from './asset-cache.js';
import type { AssetParts } from './asset-network.js';
import type { Extendable } from '../runtime/extendable.js';

/** Milliseconds that one file may take. */
const FILE_TIMEOUT_MS = 10_000;

/** Asks with CORS first: such a file answers every request, and is counted by its size. */
async function ask({ context }: AssetParts, url: string, signal: AbortSignal): Promise<Response> {
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
  const { own: id, all } = await copies.places('');
  const keep = async (url: string): Promise<void> => {
    if (isForeign(url) && !(foreign.mayAsk(event, url) && (await policy.allows()))) return;
    const had = await copies.find(url, all);
    const before = context.wipes.count;
    const signal = AbortSignal.timeout(FILE_TIMEOUT_MS);
    const response = await ask(parts, url, signal);
    if (await isPage(response)) await response.body?.cancel();
    else await copies.store(event, url, { id, response }, { wipes: before, had, signal });
  };
  await Promise.allSettled(urls.map(keep));
}
