/** The caches of the workers that this site had before. */
import { isHtml } from '../../core/http/html.js';
import type { ResolvedConfig } from '../../config/resolve.js';

declare const self: ServiceWorkerGlobalScope;

export type Takeover = NonNullable<ResolvedConfig['takeover']>;

/** Whether the cache is this worker's, and not another program's whose name begins with the same letters. */
export const isOwn = (name: string): boolean => /^sw-isr\b/.test(name);

/** How Workbox and Serwist name a cache; the scope of the worker follows. Older Workbox had a second, temporary one. */
const GENERATED = /(?:^|-)(?:precache(?:-v\d+)?|runtime)-$/;
const TEMPORARY = /-temp$/;
const PRECACHE = /-precache-/;

const isGenerated = (name: string, scope: string): boolean => {
  const bare = name.replace(TEMPORARY, '');
  return bare.endsWith(scope) && GENERATED.test(bare.slice(0, -scope.length));
};

/**
 * Whether the cache is an old worker's: named in the config, or by Workbox or Serwist after a scope that is taken over.
 * @param own the scope of this worker. The config's scopes are paths within it
 */
export function isOld(name: string, { caches: named, scopes }: Takeover, own: string): boolean {
  if (isOwn(name)) return false;
  return (
    named.some((one) => (typeof one === 'string' ? one === name : one.test(name))) ||
    ['/', ...scopes].some((scope) => isGenerated(name, new URL(`.${scope}`, own).href))
  );
}

export const oldCaches = async (options: Takeover): Promise<string[]> =>
  (await caches.keys()).filter((name) => isOld(name, options, self.registration.scope));

/** A file of an old cache. A precached one has its revision in the query. */
export async function findOldFile(options: Takeover, url: string): Promise<Response | undefined> {
  for (const cacheName of await oldCaches(options)) {
    const ignoreSearch = PRECACHE.test(cacheName);
    const found = await caches.match(url, { cacheName, ignoreVary: true, ignoreSearch });
    if (found?.ok) return found;
  }
  return undefined;
}

/** A precached page, under the names that Workbox tries. Pages of other caches may be a visitor's own. */
export async function findOldPage(options: Takeover, url: string): Promise<Response | undefined> {
  const { origin, pathname } = new URL(url);
  const names = pathname.endsWith('/') ? [pathname, `${pathname}index.html`] : [pathname, `${pathname}.html`];
  for (const cacheName of (await oldCaches(options)).filter((name) => PRECACHE.test(name)))
    for (const name of names) {
      const found = await caches.match(origin + name, { cacheName, ignoreVary: true, ignoreSearch: true });
      // A navigation refuses a response that followed a redirect: this one followed none.
      if (found?.ok && isHtml(found.headers.get('content-type')))
        return new Response(found.body, { headers: found.headers });
    }
  return undefined;
}
