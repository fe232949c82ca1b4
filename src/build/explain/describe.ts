/** The facts of a route and a URL that `explain` and `pages` both tell. */
import { canonicalUrl, keyOf, scopeOf } from '../../core/cache/key.js';
import { tagsOf } from '../../core/cache/tags.js';
import { failure } from '../../shared/errors.js';
import type { FoundRoute, SiteRoutes } from '../load-config/routes.js';

/** A page as its route describes it, before it was ever fetched. */
export interface DescribedPage {
  /** The URL that is looked up and fetched. */
  url: string;
  /** The route's `match`. */
  route: string;
  /** The key of the page that everyone shares. `{deployment}` stands for an ID that only the build knows. */
  key: string;
  /** Seconds for which the page is fresh; null: for ever; `'origin'`: as its `Cache-Control` says. */
  revalidate: number | null | 'origin';
  /** Seconds for which the page may be served; null: for ever; `'origin'`: as its `Cache-Control` says. */
  expire: number | null | 'origin';
  /** The tags that the route gives; the answer's headers may add some. */
  tags: string[];
}

type Tags = FoundRoute['route']['tags'];

function tagsFrom(tags: Tags, url: string, { params, route }: FoundRoute): string[] {
  try {
    const given = typeof tags === 'function' ? tags({ url: new URL(url), params }) : tags;
    return tagsOf(given, new Headers());
  } catch (cause) {
    throw failure(
      'invalid-config',
      `compute the tags of "${url}"`,
      `the function of the route "${route.name}" throws: ${String(cause)}`,
      'Correct it',
      cause,
    );
  }
}

const secondsOf = (seconds: number): number | null => (seconds === Infinity ? null : seconds);

/** The canonical URL of a page on its route. */
export const urlFor = ({ config }: SiteRoutes, { route }: FoundRoute, url: string): string =>
  canonicalUrl(url, { allowQuery: route.allowQuery, ignoreQuery: config.ignoreQuery });

/** @throws IsrError `invalid-config` if a function of the route throws. */
export function describePage(routes: SiteRoutes, found: FoundRoute, given: string): DescribedPage {
  const { route } = found;
  const url = urlFor(routes, found, given);
  const isOrigins = route.revalidate === 'origin';
  return {
    url,
    route: route.name,
    key: keyOf(scopeOf(routes.config.deployment, ''), url),
    revalidate: route.revalidate === 'origin' ? 'origin' : secondsOf(route.revalidate),
    expire: isOrigins ? 'origin' : secondsOf(route.expire),
    tags: tagsFrom(route.tags, url, found),
  };
}

/** The tags that a write to the URL invalidates. */
export const invalidatesOf = (found: FoundRoute, url: string): string[] =>
  tagsFrom(found.route.invalidates, url, found);
