/** The picture of a product: drawn from its category, kind, colour and number, the same every time. */
import { randomFrom } from '../catalogue/random.mjs';
import { HEIGHT, WIDTH, brushFor, paints, room } from './scene.mjs';
import * as bowls from './shapes/bowls.mjs';
import * as candles from './shapes/candles.mjs';
import * as chairs from './shapes/chairs.mjs';
import * as clocks from './shapes/clocks.mjs';
import * as cups from './shapes/cups.mjs';
import * as cushions from './shapes/cushions.mjs';
import * as lamps from './shapes/lamps.mjs';
import * as pendants from './shapes/pendants.mjs';
import * as planters from './shapes/planters.mjs';
import * as prints from './shapes/prints.mjs';
import * as rugs from './shapes/rugs.mjs';
import * as vases from './shapes/vases.mjs';

/** @typedef {{ floor: boolean, view?: string, draw: (brush: import('./scene.mjs').Brush) => string }} Shape */

/** @type {Record<string, Shape>} */
const SHAPES = {
  bowls,
  candles,
  chairs,
  clocks,
  cups,
  cushions,
  lamps,
  pendants,
  planters,
  prints,
  rugs,
  vases,
};

/**
 * @param {Pick<import('../catalogue/make-product.mjs').Product, 'id' | 'category' | 'kind' | 'colour'>} product
 * @returns {string} an SVG document
 */
export function productImage(product) {
  const shape = SHAPES[product.category];
  if (!shape) throw new Error(`Failed to draw product ${product.id}: no shape for "${product.category}".`);
  const random = randomFrom(product.id * 7919);
  const brush = brushFor(random, product);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${shape.view ?? `0 0 ${WIDTH} ${HEIGHT}`}" width="${WIDTH}" height="${HEIGHT}">` +
    `<defs>${paints(brush)}</defs>${room(brush, shape)}${shape.draw(brush)}</svg>`
  );
}
