/** What a request is for: the page's canonical URL, its scope and its key (rule 5). */
import type { ResolvedRoute } from '../config/resolve.js';
import type { PageEntry, PassEntry } from '../core/entry.js';
import { canonicalUrl, keyOf, scopeOf } from '../core/key.js';
import { wantsPage } from '../core/request-kind.js';
import { variantOf } from '../core/vary.js';
import type { Mode } from '../core/invalidation.js';
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

/** The scopes that this visitor reads: everyone's, and the user's own. */
export async function ownScopes(context: Context): Promise<string[]> {
  const settings = await context.settings();
  return ['', ...(settings.user ? [settings.user] : [])].map((partition) =>
    scopeOf(activeDeployment(context, settings), partition),
  );
}

/** Whether the route's pages are one user's; never so in a worker whose config has no such route. */
export const isPersonal = ({ audience }: ResolvedRoute): boolean =>
  globalThis.ISR_USERS !== false && audience === 'user';

/** The page that the request is for. */
export async function targetOf(
  context: Context,
  { route, params }: Found,
  request: Request,
): Promise<Target> {
  const settings = await context.settings();
  const user = isPersonal(route) ? settings.user : '';
  const url = urlFor(context, route, request.url);
  const scope = scopeOf(activeDeployment(context, settings), user ?? '');
  const headers = new Headers([...request.headers].filter(([name]) => FORWARDED.includes(name)));
  if (!route.data || wantsPage(headers)) headers.set('accept', ACCEPT);
  const bypass = settings.draft ? 'draft' : user === undefined ? 'no-user' : undefined;
  return { route, params, url, scope, key: keyOf(scope, url), headers, bypass };
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
export async function lookUp({ use }: Context, target: Target, key = target.key): Promise<Lookup> {
  const found = await use(async (store) => {
    const stored = await store.get(key);
    return stored.entry?.kind === 'vary' ? store.get(variantKey(target, stored.entry.names, key)) : stored;
  });
  return found.body || found.entry?.kind === 'pass' ? (found as Lookup) : { fence: found.fence };
}

/** The key of the variant that the target's headers ask for. */
export const variantKey = (target: Target, names: readonly string[], key = target.key): string =>
  names.length ? `${key}\n${variantOf(names, target.headers)}` : key;
