import { html } from 'hono/html';
import { imageUrl, splitTitle } from './cards.mjs';
import { money } from './format.mjs';
import { layout } from './layout.mjs';
import { pricesOf, totals, totalsOf } from './totals.mjs';

/** @typedef {import('../cart.mjs').Line} Line */

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
            <p class="actions">
              <a class="button" href="/categories/cups">Cups & mugs</a
              ><a class="button plain" href="/orders">Your orders</a>
            </p>
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
    <a href="/products/${product.id}" tabindex="-1" aria-hidden="true"
      ><img src="${imageUrl(product)}" alt="" width="400" height="480"
    /></a>
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
  const { delivery, toFree } = totalsOf(pricesOf(lines));
  return html`<aside class="summary" aria-label="Summary">
    <h2>Summary</h2>
    ${totals(pricesOf(lines))}
    <p class="small quiet">
      ${delivery === 0 ? 'Delivered free, without plastic.' : `Free delivery from here: ${money(toFree)} more.`}
    </p>
    <p><a class="button" href="/checkout">Order</a></p>
    <p class="small quiet">The cart lives on the server and is never cached.</p>
  </aside>`;
}
