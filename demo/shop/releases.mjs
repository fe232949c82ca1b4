/** The deployments of the shop that can be put online at the desk: one that works, and one that nobody looked at. */
import { brokenProductPage } from './pages/product-345.mjs';
import { productPage } from './pages/product.mjs';

/** @typedef {{ product: typeof productPage }} Templates */

/** @type {ReadonlyMap<string, Templates>} */
const RELEASES = new Map([
  ['123', { product: productPage }],
  ['345', { product: brokenProductPage }],
]);

export const FIRST_RELEASE = '123';

/** A restart puts the first one online again. */
export function createReleases() {
  let online = FIRST_RELEASE;
  return {
    online: () => online,
    templates: () => /** @type {Templates} */ (RELEASES.get(online)),
    /** @param {unknown} id @returns {id is string} */
    has: (id) => typeof id === 'string' && RELEASES.has(id),
    /** @param {string} id one that is there */
    putOnline(id) {
      online = id;
    },
  };
}

/** @typedef {ReturnType<typeof createReleases>} Releases */
