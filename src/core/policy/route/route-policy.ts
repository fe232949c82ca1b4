/** The policy of routes that name a lifetime: pages are shared, and the route sets how old they may be. */
import { isPartial, wantsPage } from '../../http/request-kind.js';
import type { CachePolicy } from '../policy.js';
import { classifyResponse } from './classify-response.js';
import { decidePage } from './decide-page.js';
import { lifetimeOf } from './lifetime.js';
import { refreshedHeaders, storedHeaders } from './stored-headers.js';

/** Request headers sent to the origin: none that identifies the user (rule 25). */
const FORWARDED = ['accept', 'accept-language'];
/** The `Accept` of every page request. Browsers and scripts send different ones, which would create variants. */
const ACCEPT = ['accept', 'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8'] as const;

export const routePolicy: CachePolicy = {
  isShared: true,
  isWhole: (_answer, size) => size > 0,
  answers: (method, headers) => method === 'GET' && headers.get('range') === null,
  isPartial,
  requestHeaders({ data }, headers) {
    const forwarded = headers.filter(([name]) => FORWARDED.includes(name));
    const fields = new Map(forwarded);
    const isPage = !data || wantsPage({ get: (name) => fields.get(name) ?? null });
    return isPage ? [...forwarded.filter(([name]) => name !== 'accept'), ACCEPT] : forwarded;
  },
  decide: decidePage,
  classify: classifyResponse,
  lifetime: lifetimeOf,
  storedHeaders,
  refreshedHeaders,
};
