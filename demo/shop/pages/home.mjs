import { html } from 'hono/html';
import { CATEGORIES } from '../catalogue/categories.mjs';
import { grid, imageUrl } from './cards.mjs';
import { count } from './format.mjs';
import * as icons from './icons.mjs';
import { SHOP_NAME, layout } from './layout.mjs';
import { rendered } from './rendered.mjs';

/** @typedef {import('../catalogue/make-product.mjs').Product} Product */

/** Products whose pictures make a good first impression. */
const HERO = [9601, 4, 37, 142];

/**
 * @param {{ favourites: Product[], reduced: Product[], counts: [string, number][], renderedAt: Date }} data
 */
export function homePage({ favourites, reduced, counts, renderedAt }) {
  const total = counts.reduce((sum, [, n]) => sum + n, 0);
  const main = html`<section class="hero">
      <div class="wrap">
        <div class="words">
          <p class="eyebrow">The winter collection</p>
          <h1>Things worth coming home&nbsp;to</h1>
          <p class="lead">
            Ceramics, light, furniture and textiles by ninety-six small makers. Bought once, kept for good.
          </p>
          <p class="actions">
            <a class="button" href="/categories/lamps">Shop the light ${icons.arrow}</a>
            <a class="button plain" href="/about">Who we are</a>
          </p>
        </div>
        <div class="collage" aria-hidden="true">
          ${HERO.map((id) => html`<a href="/products/${id}" tabindex="-1"><img src="${imageUrl({ id })}" alt="" width="400" height="480" /></a>`)}
        </div>
      </div>
    </section>
    <section class="wrap" aria-labelledby="shelves">
      <div class="heading">
        <h2 id="shelves">The shelves</h2>
        <p class="quiet">${count(total)} products</p>
      </div>
      <ul class="tiles">
        ${CATEGORIES.map((category, i) => tile(category, i, new Map(counts).get(category.slug) ?? 0))}
      </ul>
    </section>
    <section class="wrap" aria-labelledby="favourites">
      <div class="heading"><h2 id="favourites">Most loved this week</h2></div>
      ${grid(favourites)}
    </section>
    <section class="promises">
      <ul class="wrap">
        <li>
          ${icons.truck}
          <div><strong>Free delivery from €60</strong><span>Two to four days, without plastic</span></div>
        </li>
        <li>
          ${icons.refresh}
          <div><strong>100 days to think it over</strong><span>We fetch it, you pay nothing</span></div>
        </li>
        <li>
          ${icons.leaf}
          <div><strong>Made to be mended</strong><span>Spare parts for ten years</span></div>
        </li>
      </ul>
    </section>
    <section class="wrap" aria-labelledby="reduced">
      <div class="heading"><h2 id="reduced">Last pieces, kinder prices</h2></div>
      ${grid(reduced)} ${rendered(renderedAt)}
    </section>`;
  return layout({ title: SHOP_NAME, main });
}

/**
 * @param {import('../catalogue/categories.mjs').Category} category
 * @param {number} i
 * @param {number} products
 */
function tile({ slug, name }, i, products) {
  const id = i + 1 + CATEGORIES.length * (20 + i * 7);
  return html`<li>
    <a href="/categories/${slug}">
      <img src="${imageUrl({ id })}" alt="" width="400" height="480" loading="lazy" />
      <span>${name}</span><span class="quiet small">${count(products)}</span>
    </a>
  </li>`;
}
