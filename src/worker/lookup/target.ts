/** What a request is for: the page's canonical URL, its scope and its key (rule 5). */
import type { ResolvedRoute } from '../../config/resolve.js';
import type { Lookup, PageEntry, StoredPage, VaryEntry } from '../../core/cache/entry.js';
import type { HeaderSource } from '../../core/http/headers.js';
import { canonicalUrl, keyOf, scopeOf, searchKeyOf } from '../../core/cache/key.js';
import { variantOf } from '../../core/http/vary.js';
import { marksOn } from '../../core/cache/invalidation.js';
import type { Settings, Store } from '../../storage/store.js';
import { headersOf } from '../runtime/response.js';
import type { Context } from '../runtime/context.js';
import type { MatchedRoute, Params } from './match.js';
import { extensionPoint } from '../runtime/worker-state.js';
import { pendingInvalidations } from './pending-invalidations.js';

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
  readonly hasSearchRule?: boolean;
  /** Why the request is left to the network whole, if it is. */
  readonly bypass: 'draft' | 'no-user' | undefined;
}

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
export const isPersonal = ({ audience }: ResolvedRoute): boolean => audience === 'user';

/** Whether the page was asked for by a user who is no longer the user. */
export const isOfFormerUser = async ({ settings }: Context, { route, epoch }: Target): Promise<boolean> =>
  isPersonal(route) && ((await settings()).epoch ?? 0) !== epoch;

/** The URL without the parameters that make no other page, as the path's last answer said (rule 5). */
async function applyNoVarySearch({ use, report }: Context, scope: string, url: string): Promise<string> {
  if (!url.includes('?')) return url;
  const { entry } = (await use((store) => store.get(searchKeyOf(scope, url))).catch(report)) ?? {};
  return entry?.kind === 'vary' && entry.search ? canonicalUrl(url, entry.search) : url;
}

/** The page that the request is for. */
export async function targetOf(
  context: Context,
  { route, params }: MatchedRoute,
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
  const url = await applyNoVarySearch(context, scope, canonical);
  const headers = headersOf(route.policy.requestHeaders(route, [...request.headers]));
  const bypass = settings.draft ? 'draft' : user === undefined ? 'no-user' : undefined;
  const hasSearchRule = url !== canonical;
  const { epoch = 0 } = settings;
  return {
    route,
    params,
    url,
    scope,
    key: keyOf(scope, url),
    headers,
    bypass,
    request,
    hasSearchRule,
    epoch,
  };
}

/** Finds variants by their languages, where a policy does. */
export const variantLanguages = extensionPoint<{
  /** The key of the variant in the language that the request wants most. */
  find(
    target: Target,
    names: readonly string[],
    languages: NonNullable<VaryEntry['languages']>,
  ): string | undefined;
  /** What the marker of a URL with variants says of their languages, this one's included. */
  note(
    store: Store,
    target: Target,
    names: readonly string[],
    entry: PageEntry,
  ): Promise<Pick<VaryEntry, 'languages'>>;
}>();

/** What is stored for a target: in a second step where the page has variants. A page without its body is none. */
export async function lookUp(context: Context, target: Target, key = target.key): Promise<Lookup> {
  const found = await context.use(async (store) => {
    const stored = await store.get(key);
    if (stored.entry?.kind !== 'vary') return stored;
    const { names, languages } = stored.entry;
    const variant = await store.get(variantKey(target, names, key));
    if (variant.entry || !languages) return variant;
    const other = variantLanguages.of(context)?.find(target, names, languages);
    return other ? store.get(other) : variant;
  });
  if (!found.body) return found.entry?.kind === 'pass' ? (found as Lookup) : { fence: found.fence };
  const page = found as Lookup & StoredPage;
  const pending = pendingInvalidations(context);
  return pending.size && marksOn(page.entry).some((name) => pending.has(name))
    ? { ...page, invalidated: 'hard' }
    : page;
}

/** The target's headers, each in the form by which variants are told apart. */
export const varied = ({ route, headers }: Target): HeaderSource => ({
  get: (name) => {
    const value = headers.get(name);
    return value === null ? value : (route.policy.normalizeField?.(name, value) ?? value);
  },
});

/** The key of the variant that the target's headers ask for. */
export const variantKey = (target: Target, names: readonly string[], key = target.key): string =>
  names.length ? `${key}\n${variantOf(names, varied(target))}` : key;
