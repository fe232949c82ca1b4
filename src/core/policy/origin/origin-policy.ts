/** The policy of routes with `revalidate: 'origin'`: one visitor's private cache, by the origin's own words (RFC 9111). */
import { isFragment } from '../../http/request-kind.js';
import { favourite, normalValue } from '../../http/vary-values.js';
import type { CachePolicy } from '../policy.js';
import { privateVerdict } from './classify-response.js';
import { originLifetime } from './lifetime.js';
import { storable, updated } from './stored-headers.js';

export const originPolicy: CachePolicy = {
  isShared: false,
  allowsEmptyBody: true,
  answers: () => true,
  isPartial: isFragment,
  requestHeaders: (_rule, headers) => headers,
  decide: () => undefined,
  classify: privateVerdict,
  lifetime: ({ sharedMaxAge }, status, headers, receivedAt) =>
    originLifetime(status, headers, receivedAt, sharedMaxAge),
  storedHeaders: storable,
  refreshedHeaders: updated,
  normalizeField: normalValue,
  preferredLanguage: favourite,
};
