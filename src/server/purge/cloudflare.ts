import { type PurgeOptions, sendPurge } from './request.js';
import { assertGiven, originOf, parts, type Purge, targetsOf } from './targets.js';

export interface CloudflareOptions extends PurgeOptions {
  /** The ID of the zone. */
  readonly zone: string;
  /** An API token with the permission Zone → Cache Purge. */
  readonly token: string;
  /** The origin of the site. Paths are purged only with it. @example 'https://shop.example' */
  readonly origin?: string | undefined;
}

/** Most tags, URLs or prefixes of one request, in all plans. */
const MAX_ITEMS = 100;

interface Answer {
  readonly success?: boolean;
  readonly errors?: readonly { readonly message?: string }[];
}

function faultOf(answer: unknown): string | undefined {
  const { success, errors = [] } = (answer ?? {}) as Answer;
  return success === true ? undefined : (errors[0]?.message?.slice(0, 300) ?? 'it did not confirm');
}

/**
 * Purges Cloudflare's cache: tags by `Cache-Tag`, a path by its URL, `/a/*` by a prefix, `/*` and a new deployment by the
 * host name. A path is purged without a query: purge pages with queries by tags. Without `origin` paths are not purged,
 * and `/*` purges the zone.
 * @throws IsrError `bad-request` for a missing option
 * @example createFeed({ purge: cloudflare({ zone, token, origin: 'https://shop.example' }) })
 */
export function cloudflare(options: CloudflareOptions): Purge {
  const { zone, token, api = 'https://api.cloudflare.com' } = options;
  assertGiven('Cloudflare', { zone, token });
  const site = options.origin === undefined ? undefined : originOf('Cloudflare', options.origin);
  const send = (body: object) =>
    sendPurge(
      {
        name: 'Cloudflare',
        url: `${api}/client/v4/zones/${encodeURIComponent(zone)}/purge_cache`,
        headers: { authorization: `Bearer ${token}` },
        body,
        faultOf,
        tokenRemedy: 'Make an API token with the permission Zone → Cache Purge for this zone',
      },
      options,
    );
  const sendParts = (name: string, items: readonly string[]) =>
    parts(items, MAX_ITEMS).map((part) => () => send({ [name]: part }));
  return async (event) => {
    const { tags, paths, prefixes, everything } = targetsOf(event);
    if (everything) return send(site ? { hosts: [site.hostname] } : { purge_everything: true });
    const files = site ? [...paths, ...prefixes].map((path) => site.origin + path) : [];
    const below = site ? prefixes.map((path) => `${site.host}${path}/`) : [];
    const requests = [
      ...sendParts('tags', tags),
      ...sendParts('files', files),
      ...sendParts('prefixes', below),
    ];
    // One after the other: the API limits requests per second.
    for (const request of requests) await request();
  };
}
