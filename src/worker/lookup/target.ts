/** The page that a request is for: its canonical URL, scope and key (rule 5). */
import type { ResolvedRoute } from '../../config/resolve.js';
import { canonicalUrl, keyOf, scopeOf, searchKeyOf } from '../../core/cache/key.js';
import type { Settings } from '../../storage/store.js';
import { headersOf } from '../runtime/response.js';
import type { Context } from '../runtime/context.js';
import type { MatchedRoute, Params } from '../../config/match.js';

export interface Target {
  readonly route: ResolvedRoute;
  readonly params: Params;
  /** The canonical URL. */
  readonly url: string;
  readonly scope: string;
  /** The key of the page, without a variant. */
  readonly key: string;
  /** The request's headers that anonymous requests send too: none identifies the visitor (rule 25). */
  readonly headers: Headers;
  /** The visitor's request; missing in the background. */
  readonly request?: Request | undefined;
  /** Requests with the same collapse key share one request to the origin (rule 7). @default made of `key` and headers */
  readonly collapseKey?: string | undefined;
  /** The last use to store, in milliseconds since the epoch, if no visitor requested the page. @default now */
  readonly usedAt?: number | undefined;
  /** `Settings.epoch` when the page was requested. A page of a former user is not stored (rule 25). */
  readonly epoch: number;
  /** Whether the canonical URL leaves out parameters by the path's `No-Vary-Search` (rule 5). */
  readonly hasSearchRule?: boolean;
  /** Why the request bypasses the store. */
  readonly bypass: 'disabled' | 'draft' | 'no-user' | undefined;
}

/** The deployment that was activated last, or this worker's own. */
export const activeDeployment = ({ config }: Context, { deployment }: Settings): string =>
  deployment ?? config.deployment;

export const urlFor = ({ config }: Context, { allowQuery }: ResolvedRoute, url: string): string =>
  canonicalUrl(url, { allowQuery, ignoreQuery: config.ignoreQuery });

/**
 * The scopes that this visitor reads: everyone's, and the user's own.
 * @param id a deployment's. @default the active one's
 */
export async function ownScopes(context: Context, id?: string): Promise<string[]> {
  const settings = await context.settings();
  const deployment = id ?? activeDeployment(context, settings);
  return ['', ...(settings.user ? [settings.user] : [])].map((partition) => scopeOf(deployment, partition));
}

/** Whether the route's pages are stored for one user. */
export const isPersonal = ({ audience }: ResolvedRoute): boolean => audience === 'user';

/** Whether the user has changed since the page was requested. */
export const isOfFormerUser = async ({ settings }: Context, { route, epoch }: Target): Promise<boolean> =>
  isPersonal(route) && ((await settings()).epoch ?? 0) !== epoch;

/** The URL without the parameters that the path's `No-Vary-Search` ignores (rule 5). */
async function applyNoVarySearch({ read, report }: Context, scope: string, url: string): Promise<string> {
  if (!url.includes('?')) return url;
  const { entry } = (await read(searchKeyOf(scope, url)).catch(report)) ?? {};
  return entry?.kind === 'vary' && entry.search ? canonicalUrl(url, entry.search) : url;
}

export async function targetOf(
  context: Context,
  { route, params }: MatchedRoute,
  request: Request,
): Promise<Target> {
  const canonical = urlFor(context, route, request.url);
  const settings = await context.settings(() => {
    // The page is read into memory together with the settings, which most likely name this worker's deployment.
    const likely = keyOf(scopeOf(context.config.deployment, ''), canonical);
    context.readAhead(likely);
  });
  const user = isPersonal(route) ? settings.user : '';
  const scope = scopeOf(activeDeployment(context, settings), user ?? '');
  const url = await applyNoVarySearch(context, scope, canonical);
  const headers = headersOf(route.policy.requestHeaders(route, [...request.headers]));
  const off = settings.disabled ? 'disabled' : settings.draft ? 'draft' : undefined;
  const bypass = off ?? (user === undefined ? 'no-user' : undefined);
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
