/** Makes product number n: the same one every time, and no two with the same title. */
import { CATEGORIES } from './categories.mjs';
import { between, pick, randomFrom } from './random.mjs';
import { CLOSINGS, COLOUR_NAMES, MAKERS, OPENINGS, SERIES } from './words.mjs';

/**
 * A row of the catalogue. Prices are in cents.
 * @typedef {object} Product
 * @property {number} id
 * @property {string} title
 * @property {string} category the category's slug
 * @property {number} kind index into the category's kinds; the drawing follows it
 * @property {import('./words.mjs').Colour} colour
 * @property {string} series
 * @property {string} material
 * @property {string} size
 * @property {string} description
 * @property {number} price
 * @property {number | null} was what it cost before a reduction
 * @property {number} stock
 * @property {number} rating 0 to 5
 * @property {number} reviews
 * @property {number} popularity
 * @property {number} revision counts the edits
 */

/** Coprime to the number of titles a category can have, so that the steps visit each of them once. */
const STRIDE = 5003;

/**
 * @param {number} cents
 * @returns {number} a price as shops write them: 18.50, 49.00, 129.00
 */
function tidyPrice(cents) {
  if (cents < 3000) return Math.max(450, Math.round(cents / 50) * 50);
  if (cents < 10000) return Math.round(cents / 100) * 100;
  return Math.round(cents / 1000) * 1000 - 100;
}

/**
 * Which title the n-th product of a category has.
 * @param {number} n
 * @param {number} kindCount
 */
function titleParts(n, kindCount) {
  const titles = SERIES.length * COLOUR_NAMES.length * kindCount;
  const step = (n * STRIDE) % titles;
  const kind = step % kindCount;
  const colour = Math.floor(step / kindCount) % COLOUR_NAMES.length;
  const series = Math.floor(step / (kindCount * COLOUR_NAMES.length));
  return {
    kind,
    colour: /** @type {import('./words.mjs').Colour} */ (COLOUR_NAMES[colour]),
    series: SERIES[series] ?? '',
  };
}

/**
 * @param {number} id from 1
 * @returns {Product}
 */
export function makeProduct(id) {
  const category = /** @type {import('./categories.mjs').Category} */ (
    CATEGORIES[(id - 1) % CATEGORIES.length]
  );
  const n = Math.floor((id - 1) / CATEGORIES.length);
  const { kind, colour, series } = titleParts(n, category.kinds.length);
  const { noun, factor } = /** @type {import('./categories.mjs').Kind} */ (category.kinds[kind]);
  const random = randomFrom(id);
  const material = pick(random, category.materials);
  const price = tidyPrice(category.price * factor * between(random, 0.75, 1.4));
  const before = random() < 0.12 ? tidyPrice(price * between(random, 1.15, 1.45)) : null;
  const width = Math.round(between(random, ...category.width));
  const height = Math.round(between(random, ...category.height));
  const description = [
    `${pick(random, OPENINGS)} the ${series} ${noun} in ${colour} is made of ${material} by ${pick(random, MAKERS)}.`,
    pick(random, CLOSINGS),
    ...category.care,
  ].join(' ');
  return {
    id,
    title: `${series} ${noun}, ${colour}`,
    category: category.slug,
    kind,
    colour,
    series,
    material,
    size: `${width} × ${height} cm`,
    description,
    price,
    was: before !== null && before > price ? before : null,
    stock: random() < 0.06 ? 0 : Math.floor(random() ** 2 * 140) + 1,
    rating: Math.round(between(random, 3.6, 5) * 10) / 10,
    reviews: Math.floor(random() ** 3 * 900) + 1,
    popularity: Math.floor(random() ** 2 * 1_000_000),
    revision: 1,
  };
}
