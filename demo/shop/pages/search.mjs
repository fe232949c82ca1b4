import { html } from 'hono/html';
import { CATEGORIES } from '../catalogue/categories.mjs';
import { grid } from './cards.mjs';
import { count } from './format.mjs';
import { layout } from './layout.mjs';
import { pager } from './pager.mjs';

/**
 * @param {{ words: string, products: import('../catalogue/make-product.mjs').Product[], total: number, page: number,
 *   pages: number }} data
 */
export function searchPage({ words, products, total, page, pages }) {
  const found = total > 0;
  const main = html`<div class="wrap">
    <header class="listing-head">
      <h1>${words ? html`“${words}”` : 'Search'}</h1>
      <p class="lead" role="status">
        ${words ? `${found ? count(total) : 'No'} ${total === 1 ? 'product' : 'products'} found` : 'Search by name, colour or kind: “moon vase sage”.'}
      </p>
    </header>
    ${found ? grid(products) : suggestions(words)}
    ${pager({ path: '/search', query: `q=${encodeURIComponent(words)}`, page, pages })}
  </div>`;
  return layout({ title: words ? `Search: ${words}` : 'Search', words, main });
}

/** @param {string} words */
function suggestions(words) {
  return html`<div class="empty">
    <h2>${words ? 'We could not find that' : 'Where to begin'}</h2>
    <p>${words ? 'Fewer or other words may help, or one of the shelves:' : 'Or walk along the shelves:'}</p>
    <ul class="pills">
      ${CATEGORIES.map(({ slug, name }) => html`<li><a href="/categories/${slug}">${name}</a></li>`)}
    </ul>
  </div>`;
}
