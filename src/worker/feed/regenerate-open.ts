/** Regenerates the pages that are in front of somebody: they hear `updated` now, and not at their next visit. */
import type { CommandContext } from '../lookup/routes.js';
import { urlFor } from '../lookup/target.js';
import { prefetch } from '../regeneration/prefetch.js';
import { sleep } from '../runtime/timers.js';

declare const self: ServiceWorkerGlobalScope;

/** Longest random delay: browsers with the same page in front of somebody do not all ask at the same moment. */
const JITTER_MS = 200;

/** Fetches those visible pages that are out of date. A page that is fresh is not requested. */
export async function regenerateOpen(command: CommandContext): Promise<void> {
  const { context, routes } = command;
  await sleep(context.random() * JITTER_MS);
  const urls = (await self.clients.matchAll({ type: 'window' }))
    .filter(({ visibilityState }) => visibilityState === 'visible')
    .flatMap(({ url }) => {
      const matched = routes.find(url);
      return matched ? [urlFor(context, matched.route, url)] : [];
    });
  await prefetch(command, [...new Set(urls)]);
}
