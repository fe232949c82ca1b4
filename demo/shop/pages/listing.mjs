/** A category, page by page. */
import { html } from 'hono/html';
import { COLOUR_NAMES } from '../catalogue/words.mjs';
import { grid } from './cards.mjs';
import { capital, count } from './format.mjs';
import { layout } from './layout.mjs';
import { pager } from './pager.mjs';
import { rendered } from './rendered.mjs';

/** @typedef {import('../catalogue/catalogue.mjs').Filter} Filter */

const SORTS = /** @type {const} */ ([
  ['popular', 'Most loved'],
  ['price', 'Price, rising'],
  ['price-down', 'Price, falling'],
  ['rating', 'Best rated'],
  ['title', 'Name'],
]);

const LIMITS = [2000, 5000, 10000, 20000, 40000];

/**
 * @param {{ category: import('../catalogue/categories.mjs').Category, filter: Filter, page: number, pages: number,
 *   products: import('../catalogue/make-product.mjs').Product[], total: number, query: string, renderedAt: Date }} data
 */
export function listingPage({ category, filter, page, pages, products, total, query, renderedAt }) {
  const main = html`<div class="wrap">
    <nav class="crumbs" aria-label="Breadcrumb">
      <ol>
        <li><a href="/">Home</a></li>
        <li aria-current="page">${category.name}</li>
      </ol>
    </nav>
    <header class="listing-head">
      <h1>${category.name}</h1>
      <p class="lead">${category.line}</p>
    </header>
    ${filters(category.slug, filter)}
    <p class="quiet" role="status">
      ${count(total)}
      ${total === 1 ? 'product' : 'products'}${page > 1 ? `, page ${page} of ${count(pages)}` : ''}
    </p>
    ${
      products.length > 0
        ? grid(products)
        : html`<div class="empty">
            <h2>Nothing on this shelf</h2>
            <p>
              No product is all of that.
              <a href="/categories/${category.slug}">Show all ${category.name.toLowerCase()}</a>
            </p>
          </div>`
    }
    ${pager({ path: `/categories/${category.slug}`, query, page, pages })} ${rendered(renderedAt)}
  </div>`;
  const title = page > 1 ? `${category.name}, page ${page}` : category.name;
  return layout({ title, description: category.line, current: category.slug, main });
}

/**
 * @param {string} slug
 * @param {Filter} filter
 */
function filters(slug, { sort, colour, max, inStock }) {
  const option = (
    /** @type {string | number} */ value,
    /** @type {string} */ name,
    /** @type {boolean} */ chosen,
  ) => html`<option value="${value}" ${chosen ? html`selected` : ''}>${name}</option>`;
  return html`<form class="filters" action="/categories/${slug}" aria-label="Filter and sort">
    <label
      >Sort
      <select name="sort">
        ${SORTS.map(([value, name]) => option(value, name, value === sort))}
      </select></label
    >
    <label
      >Colour
      <select name="colour">
        ${option('', 'All colours', colour === null)}
        ${COLOUR_NAMES.map((name) => option(name, capital(name), name === colour))}
      </select></label
    >
    <label
      >Price
      <select name="max">
        ${option('', 'Any price', max === null)}
        ${LIMITS.map((cents) => option(cents / 100, `Up to €${cents / 100}`, cents === max))}
      </select></label
    >
    <label class="check"
      ><input type="checkbox" name="stock" value="1" ${inStock ? html`checked` : ''} /> In stock</label
    >
    <button class="button plain">Apply</button>
  </form>`;
}
