/** URLs that are not everyone's go straight through for a while (rule 19): what Varnish calls hit-for-pass. */
import type { StoredPage } from '../../core/cache/entry.js';
import type { Target } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';
import { noteKnown } from '../visitor/generations.js';

/** Milliseconds for which a URL that is not everyone's is passed straight through (rule 19). */
export const BYPASS_MS = 600_000;

/** Why a URL is passed through, for how many milliseconds, and where it redirects. */
interface Bypass {
  why: string;
  alias?: string | undefined;
  time?: number;
}

/** Remembers the URL as one that goes straight through to the network (rule 19, Varnish's hit-for-pass). */
export function bypass(
  { use, now, config }: Context,
  { key }: Target,
  { why, alias, time = BYPASS_MS }: Bypass,
): Promise<unknown> {
  const usedAt = now();
  const until = usedAt + time;
  return use(async (store) => {
    await store.put({ kind: 'pass', key, size: 0, usedAt, priority: -1, until, why, alias });
    return store.evict(config.limits);
  });
}

/** Stores nothing of a page that is not everyone's, drops an older copy, and shows all others again (rules 19 and 36). */
export async function bypassPersonal(
  context: Context,
  target: Target,
  had: StoredPage | undefined,
  why: string,
): Promise<void> {
  await context.use((store) => store.delete(had?.entry.key ?? target.key));
  await bypass(context, target, { why });
  await noteKnown(context);
  // Where the site is built, who builds it is told, once for each page.
  if (/^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(location.hostname))
    console.info(
      `[sw-isr] ${target.url} is not cached: ${why}. Where it is everyone's all the same, send "Cache-Control: public" or give its route audience: 'everyone'.`,
    );
}
