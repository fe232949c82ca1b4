/** The order form, and the visitor's orders. A write is read at once: the worker drops "Your orders" when the form is sent. */
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { sessionOf } from '../cart.mjs';
import { productTag } from '../feed.mjs';
import { readLine } from '../input.mjs';
import { checkoutPage } from '../pages/checkout.mjs';
import { ordersPage } from '../pages/orders.mjs';
import { sendOwn, sendPrivate } from '../respond.mjs';

/** @typedef {import('../cart.mjs').Line} Line */
/** @typedef {import('../orders.mjs').Address} Address */

/**
 * @param {{ carts: import('../cart.mjs').Carts, orders: import('../orders.mjs').Orders, tell: import('../feed.mjs').Tell }} context
 */
export function orderPages({ carts, orders, tell }) {
  const app = new Hono();

  app.get('/checkout', (c) => {
    const lines = carts.lines(sessionOf(c));
    if (lines.length === 0) return c.redirect('/cart', 303);
    return sendPrivate(c, checkoutPage({ lines, form: randomUUID(), missing: missingOf(lines) }));
  });

  app.post('/checkout', async (c) => {
    const [session, typed] = [sessionOf(c), await c.req.parseBody()];
    const form = String(typed['form']);
    const to = (/** @type {number} */ id) => c.redirect(`/orders#order-${id}`, 303);
    const known = session === null ? undefined : orders.placed(session, form);
    if (known !== undefined) return to(known);
    const lines = carts.lines(session);
    if (session === null || lines.length === 0) return c.redirect('/cart', 303);
    const { address, problems } = readAddress(typed);
    const missing = missingOf(lines);
    if (!address || missing.length > 0)
      return sendPrivate(c, checkoutPage({ lines, form, typed, problems, missing }), 400);
    const id = orders.place({ session, form, address, lines });
    // Other visitors see the new stock; an order stands whether they hear of it or not.
    await tell({ tags: lines.map(({ product }) => productTag(product)) }).catch(console.error);
    return to(id);
  });

  app.get('/orders', (c) => sendOwn(c, ordersPage({ orders: orders.list(sessionOf(c)) })));

  return app;
}

/** @param {Line[]} lines @returns {string[]} a sentence for each line that is beyond the stock */
const missingOf = (lines) =>
  lines
    .filter(({ product, quantity }) => quantity > product.stock)
    .map(({ product: { title, stock } }) =>
      stock === 0 ? `${title} is sold out.` : `Of ${title} there are only ${stock} left.`,
    );

/**
 * @param {Record<string, unknown>} form
 * @returns {{ address?: Address, problems: Partial<Record<keyof Address, string>> }}
 */
function readAddress(form) {
  const [name, street, town] = [
    readLine(form['name'], 'Your name'),
    readLine(form['street'], 'The street'),
    readLine(form['town'], 'The town'),
  ];
  if (name.ok && street.ok && town.ok)
    return { address: { name: name.value, street: street.value, town: town.value }, problems: {} };
  return {
    problems: {
      ...(!name.ok && { name: name.problem }),
      ...(!street.ok && { street: street.problem }),
      ...(!town.ok && { town: town.problem }),
    },
  };
}
