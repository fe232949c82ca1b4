/** The cart: each visitor's own, so never cached. */
import { Hono } from 'hono';
import { MOST, openSession, sessionOf, visitorOf } from '../cart.mjs';
import { readInteger } from '../input.mjs';
import { cartPage } from '../pages/cart.mjs';
import { sendPrivate } from '../respond.mjs';

/** @param {{ catalogue: import('../catalogue/catalogue.mjs').Catalogue, carts: import('../cart.mjs').Carts }} context */
export function cartPages({ catalogue, carts }) {
  const app = new Hono();

  app.get('/cart', (c) => sendPrivate(c, cartPage({ lines: carts.lines(sessionOf(c)), problem: null })));

  app.post('/cart', async (c) => {
    const read = readChange(await c.req.parseBody(), catalogue);
    if (!read.ok)
      return sendPrivate(c, cartPage({ lines: carts.lines(sessionOf(c)), problem: read.problem }), 400);
    carts.put(openSession(c), read.product, read.quantity, read.mode);
    c.header('Cache-Control', 'private, no-store');
    return c.redirect('/cart', 303);
  });

  app.get('/api/cart', (c) => {
    const lines = carts.lines(sessionOf(c));
    c.header('Cache-Control', 'private, no-store');
    return c.json({
      count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      total: lines.reduce((sum, { quantity, product }) => sum + quantity * product.price, 0),
      visitor: visitorOf(c),
    });
  });

  return app;
}

/**
 * @param {Record<string, unknown>} form
 * @param {import('../catalogue/catalogue.mjs').Catalogue} catalogue
 * @returns {{ ok: true, product: number, quantity: number, mode: 'add' | 'set' } | { ok: false, problem: string }}
 */
function readChange(form, catalogue) {
  const mode = form['mode'] === 'set' ? 'set' : 'add';
  const id = readInteger(form['product'], { name: 'The product', min: 1, max: 9_999_999 });
  if (!id.ok) return id;
  if (!catalogue.find(id.value)) return { ok: false, problem: `We no longer have product ${id.value}.` };
  if (form['remove'] === '1') return { ok: true, product: id.value, quantity: 0, mode: 'set' };
  const range = { name: 'The quantity', min: mode === 'set' ? 0 : 1, max: MOST };
  const quantity = readInteger(form['quantity'], range);
  return quantity.ok ? { ok: true, product: id.value, quantity: quantity.value, mode } : quantity;
}
