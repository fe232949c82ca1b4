/** The product pages of deployment 345. Its template names fields that no product has, and nobody looked at it. */
import { productPage } from './product.mjs';

/** @typedef {import('../catalogue/make-product.mjs').Product} Product */

/** @param {Parameters<typeof productPage>[0]} data */
export function brokenProductPage({ product, ...data }) {
  const { name, range, amount, text, fabric } = /** @type {any} */ (product);
  return productPage({
    ...data,
    product: {
      ...product,
      title: String(name),
      series: String(range),
      price: Number(amount),
      was: null,
      description: String(text),
      material: String(fabric),
    },
  });
}
