import { html } from 'hono/html';
import { imageUrl, splitTitle } from './cards.mjs';
import { money } from './format.mjs';
import { layout } from './layout.mjs';

/** @typedef {import('../cart.mjs').Line} Line */

const FREE_FROM = 6000;
const DELIVERY = 490;

/** @param {{ lines: Line[], problem: string | null }} data */
export function cartPage({ lines, problem }) {
  const main = html`<div class="wrap cart">
    <h1>Your cart</h1>
    ${problem ? html`<p class="notice bad" role="alert">${problem}</p>` : ''}
    ${
      lines.length === 0
        ? html`<div class="empty">
            <h2>It is still empty</h2>
            <p>A good mug is a good start.</p>
            <p><a class="button" href="/categories/cups">Cups & mugs</a></p>
          </div>`
        : html`<div class="cart-columns">
            <ul class="lines">
              ${lines.map(line)}
            </ul>
            ${summary(lines)}
          </div>`
    }
  </div>`;
  return layout({ title: 'Your cart', main });
}

/** @param {Line} line */
function line({ product, quantity }) {
  const [name, colour] = splitTitle(product.title);
  return html`<li>
    <a href="/products/${product.id}"><img src="${imageUrl(product)}" alt="" width="400" height="480" /></a>
    <div class="what">
      <a href="/products/${product.id}">${name}</a>
      <p class="quiet small">${colour} · ${money(product.price)} each</p>
      <form action="/cart" method="post">
        <input type="hidden" name="product" value="${product.id}" /><input
          type="hidden"
          name="mode"
          value="set"
        />
        <label
          ><span class="hidden">Quantity of ${name}</span
          ><input type="number" name="quantity" value="${quantity}" min="0" max="99" required
        /></label>
        <button class="link">Update</button><button class="link" name="remove" value="1">Remove</button>
      </form>
    </div>
    <p class="sum">${money(product.price * quantity)}</p>
  </li>`;
}

/** @param {Line[]} lines */
function summary(lines) {
  const sum = lines.reduce((total, { product, quantity }) => total + product.price * quantity, 0);
  const delivery = sum >= FREE_FROM ? 0 : DELIVERY;
  return html`<aside class="summary" aria-label="Summary">
    <h2>Summary</h2>
    <dl>
      <div>
        <dt>Goods</dt>
        <dd>${money(sum)}</dd>
      </div>
      <div>
        <dt>Delivery</dt>
        <dd>${delivery === 0 ? 'Free' : money(delivery)}</dd>
      </div>
      <div class="total">
        <dt>Total</dt>
        <dd>${money(sum + delivery)}</dd>
      </div>
    </dl>
    <p class="small quiet">
      ${delivery === 0 ? 'Delivered free, without plastic.' : `Free delivery from here: ${money(FREE_FROM - sum)} more.`}
    </p>
    <p class="small quiet">
      This is a demonstration, so there is no till. The cart itself is real: it lives on the server and is
      never cached.
    </p>
  </aside>`;
}
