/**
 * The policy of routes with `revalidate: 'origin'`: one visitor's private cache, led by the origin's headers (RFC
 * 9111).
 */
import { isFragment } from '../../http/request-kind.js';
import { preferredLanguage, normalizeField } from '../../http/vary.js';
import type { CachePolicy } from '../policy.js';
import { classifyByOrigin, isWholeByOrigin } from './classify-response.js';
import { originLifetime } from './lifetime.js';
import { storedByOrigin, refreshedByOrigin } from './stored-headers.js';

export const originPolicy: CachePolicy = {
  isShared: false,
  isWhole: isWholeByOrigin,
  answers: () => true,
  isPartial: isFragment,
  requestHeaders: (_rule, headers) => headers,
  decide: () => undefined,
  classify: classifyByOrigin,
  lifetime: ({ sharedMaxAge }, status, headers, receivedAt) =>
    originLifetime(status, headers, receivedAt, sharedMaxAge),
  storedHeaders: storedByOrigin,
  refreshedHeaders: refreshedByOrigin,
  normalizeField,
  preferredLanguage,
};
