/** What a cart or an order comes to. */
import { html } from 'hono/html';
import { money } from './format.mjs';

const FREE_FROM = 6000;
const DELIVERY = 490;

/** @param {{ price: number, quantity: number }[]} lines @returns {{ goods: number, delivery: number, total: number, toFree: number }} in cents */
export function totalsOf(lines) {
  const goods = lines.reduce((sum, { price, quantity }) => sum + quantity * price, 0);
  const delivery = goods >= FREE_FROM ? 0 : DELIVERY;
  return { goods, delivery, total: goods + delivery, toFree: Math.max(0, FREE_FROM - goods) };
}

/** @param {import('../cart.mjs').Line[]} lines */
export const pricesOf = (lines) => lines.map(({ product: { price }, quantity }) => ({ price, quantity }));

/** @param {{ price: number, quantity: number }[]} lines */
export function totals(lines) {
  const { goods, delivery, total } = totalsOf(lines);
  return html`<dl class="totals">
    <div>
      <dt>Goods</dt>
      <dd>${money(goods)}</dd>
    </div>
    <div>
      <dt>Delivery</dt>
      <dd>${delivery === 0 ? 'Free' : money(delivery)}</dd>
    </div>
    <div class="total">
      <dt>Total</dt>
      <dd>${money(total)}</dd>
    </div>
  </dl>`;
}
