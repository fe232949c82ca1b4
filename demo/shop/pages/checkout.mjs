import { html } from 'hono/html';
import { imageUrl, splitTitle } from './cards.mjs';
import { count, money } from './format.mjs';
import { layout } from './layout.mjs';
import { pricesOf, totals, totalsOf } from './totals.mjs';

/** @typedef {import('../cart.mjs').Line} Line */
/** @typedef {'name' | 'street' | 'town'} Field */

/** @type {readonly { name: Field, label: string, autocomplete: string }[]} */
const FIELDS = [
  { name: 'name', label: 'Name', autocomplete: 'name' },
  { name: 'street', label: 'Street and number', autocomplete: 'address-line1' },
  { name: 'town', label: 'Postcode and town', autocomplete: 'address-level2' },
];

/**
 * @param {object} data
 * @param {Line[]} data.lines at least one
 * @param {string} data.form names this form, so that sending it twice places one order
 * @param {Record<string, unknown>} [data.typed]
 * @param {Partial<Record<Field, string>>} [data.problems]
 * @param {string[]} [data.missing] what the stock does not have
 */
export function checkoutPage({ lines, form, typed = {}, problems = {}, missing = [] }) {
  const { total } = totalsOf(pricesOf(lines));
  const main = html`<div class="wrap cart">
    <nav class="crumbs" aria-label="Breadcrumb">
      <ol>
        <li><a href="/cart">Your cart</a></li>
        <li aria-current="page">Order</li>
      </ol>
    </nav>
    <h1>Where shall it go?</h1>
    ${
      missing.length > 0
        ? html`<div class="notice bad" role="alert">
            ${missing.map((text) => html`<p>${text}</p>`)}
            <p><a href="/cart">Change your cart</a></p>
          </div>`
        : ''
    }
    <div class="cart-columns">
      <form class="panel fields" action="/checkout" method="post">
        <input type="hidden" name="form" value="${form}" />
        ${FIELDS.map((one) => field(one, typed[one.name], problems[one.name]))}
        <button class="button">Order for ${money(total)}</button>
        <p class="small quiet">
          This is a demonstration: nothing is paid and nothing is sent. The order itself is real, for this
          browser.
        </p>
      </form>
      <aside class="summary" aria-label="Summary">
        <h2>Your order</h2>
        <ul class="brief">
          ${lines.map(brief)}
        </ul>
        ${totals(pricesOf(lines))}
      </aside>
    </div>
  </div>`;
  return layout({ title: 'Order', main });
}

/**
 * @param {typeof FIELDS[number]} field
 * @param {unknown} typed
 * @param {string | undefined} problem
 */
function field({ name, label, autocomplete }, typed, problem) {
  const wrong = html`aria-invalid="true" aria-describedby="${name}-problem"`;
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      value="${typeof typed === 'string' ? typed : ''}"
      maxlength="80"
      autocomplete="${autocomplete}"
      required
      ${problem ? wrong : ''}
    />
    ${problem ? html`<p class="problem" id="${name}-problem">${problem}</p>` : ''}
  </div>`;
}

/** @param {Line} line */
function brief({ product, quantity }) {
  const [name, colour] = splitTitle(product.title);
  return html`<li>
    <img src="${imageUrl(product)}" alt="" width="400" height="480" />
    <div>
      ${name}
      <p class="quiet small">${count(quantity)} × ${money(product.price)} · ${colour}</p>
    </div>
  </li>`;
}
