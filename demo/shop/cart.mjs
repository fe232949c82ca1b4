/** Carts, by session. A session begins with the first product put into one. */
import { createHash, randomUUID } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';

/** @typedef {{ product: import('./catalogue/make-product.mjs').Product, quantity: number }} Line */

const COOKIE = 'fennmark_session';
export const MOST = 99;

/** @param {import('./catalogue/seed.mjs').Db} db */
export function createCarts(db) {
  return {
    /** @param {string | null} session @returns {Line[]} */
    lines(session) {
      if (session === null) return [];
      const rows = db
        .prepare(
          `SELECT p.*, i.quantity FROM cart_items i JOIN products p ON p.id = i.product
           WHERE i.session = ? AND p.deleted = 0 ORDER BY p.title`,
        )
        .all(session);
      return rows.map((row) => {
        const { quantity, ...product } = /** @type {any} */ (row);
        return { product, quantity };
      });
    },

    /**
     * @param {string} session
     * @param {number} product
     * @param {number} quantity
     * @param {'add' | 'set'} mode
     */
    put(session, product, quantity, mode) {
      if (mode === 'set' && quantity === 0) {
        db.prepare('DELETE FROM cart_items WHERE session = ? AND product = ?').run(session, product);
        return;
      }
      const value = mode === 'add' ? `min(${MOST}, quantity + excluded.quantity)` : 'excluded.quantity';
      db.prepare(
        `INSERT INTO cart_items VALUES (?, ?, ?)
         ON CONFLICT (session, product) DO UPDATE SET quantity = ${value}`,
      ).run(session, product, quantity);
    },
  };
}

/** @typedef {ReturnType<typeof createCarts>} Carts */

/** @param {import('hono').Context<any>} c @returns {string | null} */
export function sessionOf(c) {
  const value = getCookie(c, COOKIE);
  return value !== undefined && /^[0-9a-f-]{36}$/.test(value) ? value : null;
}

/**
 * Names the visitor to scripts, which must not know the session.
 * @param {import('hono').Context<any>} c
 * @returns {string | null} null before the session begins
 */
export function visitorOf(c) {
  const session = sessionOf(c);
  return session && createHash('sha256').update(session).digest('base64url').slice(0, 22);
}

/** @param {import('hono').Context<any>} c @returns {string} */
export function openSession(c) {
  const session = sessionOf(c) ?? randomUUID();
  setCookie(c, COOKIE, session, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 30 * 24 * 3600 });
  return session;
}
