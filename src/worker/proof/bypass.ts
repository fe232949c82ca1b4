/** Bypass entries: requests for a personal page go straight to the network for a while (rule 19, Varnish's hit-for-pass). */
import type { StoredPage } from '../../storage/stored-page.js';
import type { Target } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';
import { notePersonalPage } from '../visitor/generations.js';

export const BYPASS_MS = 600_000;

interface Bypass {
  /** Shown by `explain()`. */
  why: string;
  /** The page that this URL redirects to. */
  alias?: string | undefined;
  timeMs?: number;
}

/** Stores a bypass entry for the URL (rule 19). */
export function bypass(
  { use, now, config }: Context,
  { key }: Target,
  { why, alias, timeMs = BYPASS_MS }: Bypass,
): Promise<unknown> {
  const usedAt = now();
  const until = usedAt + timeMs;
  return use(async (store) => {
    await store.put({ kind: 'pass', key, size: 0, usedAt, priority: -1, until, why, alias });
    return store.evict(config.limits);
  });
}

/** Deletes the stored copy of a personal page, bypasses its URL, and has all other pages verified again (rules 19 and 36). */
export async function bypassPersonal(
  context: Context,
  target: Target,
  stored: StoredPage | undefined,
  why: string,
): Promise<void> {
  await context.use((store) => store.delete(stored?.entry.key ?? target.key)).catch(context.report);
  await bypass(context, target, { why });
  await notePersonalPage(context);
  // During development, the console says why a page is not cached.
  if (/^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(location.hostname))
    console.info(
      `[sw-isr] ${target.url} is not cached: ${why}. If it is the same for everyone, send "Cache-Control: public", or give its route audience: 'everyone'.`,
    );
}
