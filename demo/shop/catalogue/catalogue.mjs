/** Everything the shop asks of its catalogue. A deleted product is as if it had never been, but can be put back. */
import { ftsQuery } from './fts-query.mjs';
import { all, first, run } from './sql.mjs';

/** @typedef {import('./make-product.mjs').Product} Product */
/** @typedef {import('./seed.mjs').Db} Db */
/** @typedef {{ products: Product[], total: number }} Slice */

/** @typedef {'popular' | 'price' | 'price-down' | 'rating' | 'title'} Sort */

/**
 * @typedef {object} Filter
 * @property {Sort} sort
 * @property {string | null} colour
 * @property {number | null} max the highest price, in cents
 * @property {boolean} inStock
 */

/** @type {Record<Sort, string>} */
const ORDER = {
  popular: 'popularity DESC, id',
  price: 'price, id',
  'price-down': 'price DESC, id',
  rating: 'rating DESC, reviews DESC, id',
  title: 'title, id',
};

/** @param {Db} db */
export function createCatalogue(db) {
  /** @param {number} id @returns {Product | null} */
  const find = (id) => first(db, 'SELECT * FROM products WHERE id = ? AND deleted = 0', id);

  return {
    find,

    /** @param {number} count @returns {(Product & { edited_at: number | null })[]} the best liked of all */
    favourites: (count) =>
      all(db, 'SELECT * FROM products WHERE deleted = 0 ORDER BY popularity DESC LIMIT ?', count),

    /** @param {number} count @returns {Product[]} */
    reduced: (count) =>
      all(
        db,
        'SELECT * FROM products WHERE deleted = 0 AND was IS NOT NULL ORDER BY popularity DESC LIMIT ?',
        count,
      ),

    /** @returns {Map<string, number>} how many products each category has */
    counts: () =>
      new Map(
        all(db, 'SELECT category, count(*) AS n FROM products WHERE deleted = 0 GROUP BY category').map(
          (row) => [row.category, row.n],
        ),
      ),

    /**
     * @param {string} category
     * @param {Filter} filter
     * @param {{ limit: number, offset: number }} page
     * @returns {Slice}
     */
    list(category, filter, { limit, offset }) {
      const where = ['deleted = 0', 'category = ?'];
      /** @type {(string | number)[]} */
      const values = [category];
      if (filter.colour !== null) where.push('colour = ?') && values.push(filter.colour);
      if (filter.max !== null) where.push('price <= ?') && values.push(filter.max);
      if (filter.inStock) where.push('stock > 0');
      const from = `FROM products WHERE ${where.join(' AND ')}`;
      return {
        total: first(db, `SELECT count(*) AS n ${from}`, ...values).n,
        products: all(
          db,
          `SELECT * ${from} ORDER BY ${ORDER[filter.sort]} LIMIT ? OFFSET ?`,
          ...values,
          limit,
          offset,
        ),
      };
    },

    /**
     * @param {string} words as typed
     * @param {{ limit: number, offset: number }} page
     * @returns {Slice}
     */
    search(words, { limit, offset }) {
      const match = ftsQuery(words);
      if (match === '') return { products: [], total: 0 };
      const from =
        'FROM product_search s JOIN products p ON p.id = s.rowid WHERE product_search MATCH ? AND p.deleted = 0';
      return {
        total: first(db, `SELECT count(*) AS n ${from}`, match).n,
        products: all(
          db,
          `SELECT p.* ${from} ORDER BY p.popularity DESC LIMIT ? OFFSET ?`,
          match,
          limit,
          offset,
        ),
      };
    },

    /**
     * The same series in the same colour, from other categories.
     * @param {Product} product
     * @param {number} count
     * @returns {Product[]}
     */
    goesWith: (product, count) =>
      all(
        db,
        `SELECT *, min(id) FROM products WHERE series = ? AND colour = ? AND category <> ? AND deleted = 0
         GROUP BY category ORDER BY popularity DESC LIMIT ?`,
        product.series,
        product.colour,
        product.category,
        count,
      ),

    /**
     * @param {number} id
     * @param {{ title: string, price: number, stock: number }} change
     */
    update: (id, { title, price, stock }) =>
      run(
        db,
        `UPDATE products SET title = ?, was = CASE WHEN was > ? THEN was END, price = ?, stock = ?,
         revision = revision + 1, edited_at = ? WHERE id = ? AND deleted = 0`,
        title,
        price,
        price,
        stock,
        Date.now(),
        id,
      ),

    /** @param {number} id @param {boolean} deleted */
    setDeleted: (id, deleted) =>
      run(
        db,
        'UPDATE products SET deleted = ?, revision = revision + 1, edited_at = ? WHERE id = ?',
        deleted ? 1 : 0,
        Date.now(),
        id,
      ),

    /** @param {number} id @returns {(Product & { deleted: 0 | 1 }) | null} deleted ones too */
    findAny: (id) => first(db, 'SELECT * FROM products WHERE id = ?', id),

    /** @param {number} count @returns {(Product & { deleted: 0 | 1, edited_at: number })[]} last edited first */
    edited: (count) =>
      all(db, 'SELECT * FROM products WHERE edited_at IS NOT NULL ORDER BY edited_at DESC LIMIT ?', count),
  };
}

/** @typedef {ReturnType<typeof createCatalogue>} Catalogue */
