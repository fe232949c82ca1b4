/** What a request is for: the page's canonical URL, its scope and its key (rule 5). */
import type { ResolvedRoute } from '../config/resolve.js';
import type { Entry, PageEntry, PassEntry } from '../core/entry.js';
import { canonicalUrl, keyOf, scopeOf } from '../core/key.js';
import { variantOf } from '../core/vary.js';
import type { Settings } from '../storage/store.js';
import type { Context } from './context.js';
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
}

/** Why a request is left to the network whole. */
export type Bypass = 'draft' | 'no-user';

const FORWARDED = ['accept', 'accept-language', 'x-requested-with'];

/** The active deployment: the one that was activated last, or this worker's own. */
export const activeDeployment = ({ config }: Context, { deployment }: Settings): string =>
  deployment ?? config.deployment;

export const urlFor = ({ config }: Context, route: ResolvedRoute, url: string): string =>
  canonicalUrl(url, { allowQuery: route.allowQuery, ignoreQuery: config.ignoreQuery });

/** The page that the request is for, or why the store has no part in it. */
export async function targetOf(
  context: Context,
  { route, params }: Found,
  request: Request,
): Promise<Target | Bypass> {
  const settings = await context.settings();
  if (settings.draft) return 'draft';
  if (route.audience === 'user' && settings.user === undefined) return 'no-user';
  const url = urlFor(context, route, request.url);
  const scope = scopeOf(
    activeDeployment(context, settings),
    route.audience === 'user' ? (settings.user ?? '') : '',
  );
  const headers = new Headers();
  for (const name of FORWARDED) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return { route, params, url, scope, key: keyOf(scope, url), headers };
}

/** A stored page with its body. */
export interface StoredPage {
  entry: PageEntry;
  body: ArrayBuffer;
}

export type Lookup = StoredPage | { entry: PassEntry; body?: undefined };

/** What is stored for a target: in a second step where the page has variants. */
export async function lookUp(
  { use }: Context,
  target: Target,
  key = target.key,
): Promise<Lookup | undefined> {
  const found = await use(async (store) => {
    const stored = await store.get(key);
    if (stored?.entry.kind !== 'vary') return stored;
    return store.get(variantKey(target, stored.entry.names, key));
  });
  return found && lookupOf(found.entry, found.body);
}

/** A page whose body is missing counts as absent. */
function lookupOf(entry: Entry, body: ArrayBuffer | undefined): Lookup | undefined {
  if (entry.kind === 'pass') return { entry };
  return entry.kind === 'page' && body ? { entry, body } : undefined;
}

/** The key of the variant that the target's headers ask for. */
export const variantKey = (target: Target, names: readonly string[], key = target.key): string =>
  names.length ? `${key}\n${variantOf(names, target.headers)}` : key;
