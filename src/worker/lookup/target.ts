/** What a request is for: the page's canonical URL, its scope and its key (rule 5). */
import type { ResolvedRoute } from '../../config/resolve.js';
import type { HeaderSource, PageEntry, PassEntry } from '../../core/cache/entry.js';
import { canonicalUrl, keyOf, scopeOf, searchKeyOf } from '../../core/cache/key.js';
import { favourite, normalValue } from '../../core/http/vary-values.js';
import { wantsPage } from '../../core/http/request-kind.js';
import { variantOf } from '../../core/http/vary.js';
import { marksOn, type Mode } from '../../core/cache/invalidation.js';
import type { Settings } from '../../storage/store.js';
import type { Context } from '../runtime/context.js';
import type { Found, Params } from './match.js';

export interface Target {
  readonly route: ResolvedRoute;
  readonly params: Params;
  /** What is looked up, and fetched. */
  readonly url: string;
  readonly scope: string;
  /** The key of the page where it does not vary. */
  readonly key: string;
  /** The request's headers that may reach the origin: none that could tell who asks (rule 25). */
  readonly headers: Headers;
  /** The request itself; none where nobody waits for its answer. */
  readonly request?: Request | undefined;
  /** Under which name its request to the origin is under way, where that is not the key (rule 7). */
  readonly flight?: string | undefined;
  /** When the page counts as used, in milliseconds since the epoch, where nobody asked for it. */
  readonly usedAt?: number | undefined;
  /** How often the user had changed when the page was asked for: what comes for a former one is not stored (rule 25). */
  readonly epoch: number;
  /** Whether parameters were left out because the path's last answer said that they make no other page (rule 5). */
  readonly searched?: boolean;
  /** Why the request is left to the network whole, if it is. */
  readonly bypass: 'draft' | 'no-user' | undefined;
}

const FORWARDED = ['accept', 'accept-language'];
/** What every request for a page accepts, however it came: browsers and scripts would make variants of one page. */
const ACCEPT = 'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8';

/** The active deployment: the one that was activated last, or this worker's own. */
export const activeDeployment = ({ config }: Context, { deployment }: Settings): string =>
  deployment ?? config.deployment;

export const urlFor = ({ config }: Context, { allowQuery }: ResolvedRoute, url: string): string =>
  canonicalUrl(url, { allowQuery, ignoreQuery: config.ignoreQuery });

/** The scopes that this visitor reads: everyone's, and the user's own; of the active deployment, or the named one. */
export async function ownScopes(context: Context, id?: string): Promise<string[]> {
  const settings = await context.settings();
  const deployment = id ?? activeDeployment(context, settings);
  return ['', ...(settings.user ? [settings.user] : [])].map((partition) => scopeOf(deployment, partition));
}

/** Whether the route's pages are one user's; never so in a worker whose config has no such route. */
export const isPersonal = ({ audience }: ResolvedRoute): boolean =>
  globalThis.ISR_USERS !== false && audience === 'user';

/** Whether the origin's own rules hold for the route's answers; never so in a worker whose config has no such route. */
export const obeysOrigin = ({ revalidate }: ResolvedRoute): boolean =>
  globalThis.ISR_ORIGIN !== false && revalidate === 'origin';

/** Whether the page was asked for by a user who is no longer the user. */
export const isOfFormerUser = async ({ settings }: Context, { route, epoch }: Target): Promise<boolean> =>
  isPersonal(route) && ((await settings()).epoch ?? 0) !== epoch;

/** The URL without the parameters that make no other page, as the path's last answer said (rule 5). */
async function withoutVain({ use, report }: Context, scope: string, url: string): Promise<string> {
  if (!url.includes('?')) return url;
  const { entry } = (await use((store) => store.get(searchKeyOf(scope, url))).catch(report)) ?? {};
  return entry?.kind === 'vary' && entry.search ? canonicalUrl(url, entry.search) : url;
}

/** The page that the request is for. */
export async function targetOf(
  context: Context,
  { route, params }: Found,
  request: Request,
): Promise<Target> {
  const canonical = urlFor(context, route, request.url);
  const settings = await context.settings(() => {
    // Most likely they name this worker's own deployment: its page is read at once with them, and remembered.
    const likely = keyOf(scopeOf(context.config.deployment, ''), canonical);
    context.use((store) => store.get(likely)).catch(() => undefined);
  });
  const user = isPersonal(route) ? settings.user : '';
  const scope = scopeOf(activeDeployment(context, settings), user ?? '');
  const url = await withoutVain(context, scope, canonical);
  const forwardsAll = obeysOrigin(route);
  const headers = new Headers(
    [...request.headers].filter(([name]) => forwardsAll || FORWARDED.includes(name)),
  );
  if (!forwardsAll && (!route.data || wantsPage(headers))) headers.set('accept', ACCEPT);
  const bypass = settings.draft ? 'draft' : user === undefined ? 'no-user' : undefined;
  const searched = url !== canonical;
  const { epoch = 0 } = settings;
  return { route, params, url, scope, key: keyOf(scope, url), headers, bypass, request, searched, epoch };
}

/** A stored page with its body. */
export interface StoredPage {
  entry: PageEntry;
  body: ArrayBuffer;
  /** Whether it was marked as out of date since (rule 31). */
  invalidated?: Mode | undefined;
}

/** What is stored, and the number of the last mark by now: what is asked for next is newer than that. */
export type Lookup = { fence: number } & (StoredPage | { entry?: PassEntry | undefined; body?: undefined });

/** What is known where the store is in trouble: nothing, so that any mark is newer than what is asked for now. */
export const UNKNOWN: Lookup = { fence: 0 };

/** What is stored for a target: in a second step where the page has variants. A page without its body is none. */
export async function lookUp({ use, owed }: Context, target: Target, key = target.key): Promise<Lookup> {
  const found = await use(async (store) => {
    const stored = await store.get(key);
    if (stored.entry?.kind !== 'vary') return stored;
    const { names, languages } = stored.entry;
    const variant = await store.get(variantKey(target, names, key));
    if (globalThis.ISR_ORIGIN === false || variant.entry || !languages) return variant;
    const wanted = favourite(target.headers.get('accept-language') ?? '');
    const other = wanted && languages[languageKey(target, names, wanted)];
    return other ? store.get(other) : variant;
  });
  if (!found.body) return found.entry?.kind === 'pass' ? (found as Lookup) : { fence: found.fence };
  const page = found as Lookup & StoredPage;
  // What a mark that could not be written yet would say.
  return owed.size && marksOn(page.entry).some((name) => owed.has(name))
    ? { ...page, invalidated: 'hard' }
    : page;
}

/** The target's headers, without what makes no difference where the origin's own rules hold. */
const varied = ({ route, headers }: Target): HeaderSource => ({
  get: (name) => {
    const value = headers.get(name);
    return globalThis.ISR_ORIGIN !== false && value !== null && obeysOrigin(route)
      ? normalValue(name, value)
      : value;
  },
});

/** The key of the variant that the target's headers ask for. */
export const variantKey = (target: Target, names: readonly string[], key = target.key): string =>
  names.length ? `${key}\n${variantOf(names, varied(target))}` : key;

/** Under what the variant in one language is found by those who want that one most (RFC 9111 §4.1). */
export function languageKey(target: Target, names: readonly string[], language: string): string {
  const headers = varied(target);
  return variantOf(names, {
    get: (name) => (name === 'accept-language' ? language.toLowerCase() : headers.get(name)),
  });
}
