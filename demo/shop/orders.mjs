/** Orders, by session. To place one empties the cart and takes the goods from the stock, or changes nothing. */
import { all, first, run } from './catalogue/sql.mjs';

/** @typedef {import('./cart.mjs').Line} Line */

/** @typedef {{ name: string, street: string, town: string }} Address */

/** @typedef {{ id: number, title: string, price: number, quantity: number }} OrderLine the product as it was sold */

/** @typedef {Address & { id: number, at: number, lines: OrderLine[] }} Order */

/** @param {import('./catalogue/seed.mjs').Db} db */
export function createOrders(db) {
  /** @param {() => void} work */
  const atOnce = (work) => {
    db.exec('BEGIN IMMEDIATE');
    try {
      work();
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  };

  /** @param {string} session @param {string} form @returns {number | undefined} */
  const placed = (session, form) =>
    first(db, 'SELECT id FROM orders WHERE session = ? AND form = ?', session, form)?.id;

  return {
    /** @param {string | null} session @returns {Order[]} newest first */
    list: (session) =>
      session === null
        ? []
        : all(db, 'SELECT * FROM orders WHERE session = ? ORDER BY id DESC', session).map((row) => ({
            ...row,
            lines: JSON.parse(row.lines),
          })),

    /** The order that this form has placed, if it was sent before. */
    placed,

    /**
     * @param {object} order
     * @param {string} order.session
     * @param {string} order.form names the form: one that is sent twice places one order
     * @param {Address} order.address
     * @param {Line[]} order.lines none of which is beyond the stock
     * @returns {number} its number
     */
    place({ session, form, address: { name, street, town }, lines }) {
      const sold = lines.map(({ product: { id, title, price }, quantity }) => ({
        id,
        title,
        price,
        quantity,
      }));
      atOnce(() => {
        for (const { id, quantity } of sold)
          run(db, 'UPDATE products SET stock = stock - ? WHERE id = ?', quantity, id);
        run(db, 'DELETE FROM cart_items WHERE session = ?', session);
        db.prepare(
          'INSERT INTO orders (form, session, at, name, street, town, lines) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ).run(form, session, Date.now(), name, street, town, JSON.stringify(sold));
      });
      return /** @type {number} */ (placed(session, form));
    },
  };
}

/** @typedef {ReturnType<typeof createOrders>} Orders */
