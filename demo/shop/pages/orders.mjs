import { html } from 'hono/html';
import { imageUrl, splitTitle } from './cards.mjs';
import { count, money } from './format.mjs';
import { layout } from './layout.mjs';
import { totals } from './totals.mjs';

/** @typedef {import('../orders.mjs').Order} Order */

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });

/** @param {{ orders: Order[] }} data newest first */
export function ordersPage({ orders }) {
  const main = html`<div class="wrap cart">
    <h1>Your orders</h1>
    ${
      orders.length === 0
        ? html`<div class="empty">
            <h2>Nothing ordered yet</h2>
            <p>What you order is here at once, and can be read without a network too.</p>
            <p><a class="button" href="/categories/cups">Cups & mugs</a></p>
          </div>`
        : html`<ol class="orders" reversed>
            ${orders.map(order)}
          </ol>`
    }
  </div>`;
  return layout({ title: 'Your orders', main });
}

/** @param {Order} order */
function order({ id, at, name, street, town, lines }) {
  return html`<li class="order panel" id="order-${id}">
    <p class="notice good thanks">Thank you – your order has reached us.</p>
    <div class="heading">
      <h2>Order ${id}</h2>
      <time class="quiet small" datetime="${new Date(at).toISOString()}">${DAY.format(at)}</time>
    </div>
    <div class="order-columns">
      <ul class="brief">
        ${lines.map(line)}
      </ul>
      <div>
        ${totals(lines)}
        <p class="quiet small">To ${name}, ${street}, ${town}</p>
      </div>
    </div>
  </li>`;
}

/** @param {import('../orders.mjs').OrderLine} line */
function line({ id, title, price, quantity }) {
  const [name, colour] = splitTitle(title);
  return html`<li>
    <img src="${imageUrl({ id })}" alt="" width="400" height="480" />
    <div>
      <a href="/products/${id}">${name}</a>
      <p class="quiet small">${count(quantity)} × ${money(price)} · ${colour}</p>
    </div>
  </li>`;
}
