import { type PurgeOptions, sendPurge } from './request.js';
import { assertGiven, originOf, parts, type Purge, targetsOf } from './targets.js';

export interface FastlyOptions extends PurgeOptions {
  /** The ID of the service. */
  readonly service: string;
  /** An API token with the scopes `purge_select`, and `purge_all` for `/a/*` and deployments. */
  readonly token: string;
  /** The origin of the site. Single paths are purged only with it. @example 'https://shop.example' */
  readonly origin?: string | undefined;
  /** Marks copies as stale and keeps them. The CDN may answer once more with the old page then. @default false */
  readonly soft?: boolean | undefined;
}

/** Most surrogate keys of one request. */
const MAX_KEYS = 256;

/**
 * Purges Fastly's cache: tags by `Surrogate-Key`, a path by its URL. `/a/*` and a new deployment purge the whole service,
 * because Fastly knows no prefixes: give pages a tag for their section instead.
 * @throws IsrError `bad-request` for a missing option
 * @example createFeed({ purge: fastly({ service, token, origin: 'https://shop.example' }) })
 */
export function fastly(options: FastlyOptions): Purge {
  const { service, token, soft, api = 'https://api.fastly.com' } = options;
  assertGiven('Fastly', { service, token });
  const site = options.origin === undefined ? undefined : originOf('Fastly', options.origin);
  const send = (path: string, body?: object) =>
    sendPurge(
      {
        name: 'Fastly',
        url: `${api}${path}`,
        headers: {
          'fastly-key': token,
          accept: 'application/json',
          ...(soft && { 'fastly-soft-purge': '1' }),
        },
        body,
        tokenRemedy: 'Make a token with the scopes purge_select and purge_all for this service',
      },
      options,
    );
  const root = `/service/${encodeURIComponent(service)}`;
  return async (event) => {
    const { tags, paths, prefixes, everything } = targetsOf(event);
    // Fastly has no soft purge of everything.
    if (everything || prefixes.length > 0) return send(`${root}/purge_all`);
    for (const keys of parts(tags, MAX_KEYS)) await send(`${root}/purge`, { surrogate_keys: keys });
    if (site) for (const path of paths) await send(`/purge/${site.host}${path}`);
  };
}
