/** Products in a grid, and what their cards are made of. */
import { html } from 'hono/html';
import { money } from './format.mjs';

/** @typedef {import('../catalogue/make-product.mjs').Product} Product */

/** @param {Pick<Product, 'id'>} product */
export const imageUrl = ({ id }) => `/images/${id}.svg`;

/** @param {Pick<Product, 'price' | 'was'>} product */
export function price({ price: now, was }) {
  return html`<p class="price">
    ${
      was
        ? html`<span class="hidden">Now </span><strong class="reduced">${money(now)}</strong>
            <span class="hidden">, was </span><s>${money(was)}</s>`
        : html`<strong>${money(now)}</strong>`
    }
  </p>`;
}

/** @param {Product} product */
export function card(product) {
  const [name, colour] = splitTitle(product.title);
  return html`<li class="card">
    <a href="/products/${product.id}">
      <span class="frame">
        <img src="${imageUrl(product)}" alt="" width="400" height="480" loading="lazy" decoding="async" />
        ${product.was && product.stock > 0 ? html`<span class="flag">−${Math.round((1 - product.price / product.was) * 100)} %</span>` : ''}
        ${product.stock === 0 ? html`<span class="flag muted">Sold out</span>` : ''}
      </span>
      <span class="name">${name}</span>
    </a>
    <p class="quiet small">${colour}</p>
    ${price(product)}
  </li>`;
}

/** @param {Product[]} products */
export const grid = (products) =>
  html`<ul class="grid">
    ${products.map(card)}
  </ul>`;

/**
 * "Aske ribbed vase, sea green" is shown on two lines.
 * @param {string} title
 * @returns {[string, string]}
 */
export function splitTitle(title) {
  const comma = title.lastIndexOf(', ');
  return comma === -1 ? [title, ''] : [title.slice(0, comma), title.slice(comma + 2)];
}
