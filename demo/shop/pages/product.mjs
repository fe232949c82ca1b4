import { html } from 'hono/html';
import { CATEGORY_BY_SLUG } from '../catalogue/categories.mjs';
import { COLOURS } from '../catalogue/words.mjs';
import { grid, imageUrl, splitTitle } from './cards.mjs';
import { capital, count, money } from './format.mjs';
import * as icons from './icons.mjs';
import { layout } from './layout.mjs';
import { rendered } from './rendered.mjs';

/** @typedef {import('../catalogue/make-product.mjs').Product} Product */

/** @param {{ product: Product, related: Product[], renderedAt: Date }} data */
export function productPage({ product, related, renderedAt }) {
  const category = CATEGORY_BY_SLUG.get(product.category);
  const [name] = splitTitle(product.title);
  const main = html`<div class="wrap">
    <nav class="crumbs" aria-label="Breadcrumb">
      <ol>
        <li><a href="/">Home</a></li>
        <li><a href="/categories/${product.category}">${category?.name}</a></li>
        <li aria-current="page">${name}</li>
      </ol>
    </nav>
    <article class="product">
      <div class="picture">
        <img
          src="${imageUrl(product)}"
          alt="${product.title}"
          width="400"
          height="480"
          fetchpriority="high"
        />
      </div>
      <div class="facts">
        <p class="eyebrow">The ${product.series} series</p>
        <h1>${product.title}</h1>
        ${stars(product)}
        <p class="big-price" data-price="${product.price}">
          ${money(product.price)}
          ${product.was ? html`<s><span class="hidden">was </span>${money(product.was)}</s>` : ''}
        </p>
        <p class="quiet small">
          VAT included. ${product.price >= 6000 ? 'Free delivery.' : 'Delivery €4.90, free from €60.'}
        </p>
        ${buy(product)} ${rendered(renderedAt)}
      </div>
      <div class="story">
        <h2>About it</h2>
        <p>${product.description}</p>
        <dl>
          <div>
            <dt>Material</dt>
            <dd>${capital(product.material)}</dd>
          </div>
          <div>
            <dt>Colour</dt>
            <dd>
              <span class="swatch" style="background:${COLOURS[product.colour]}"></span
              >${capital(product.colour)}
            </dd>
          </div>
          <div>
            <dt>Size</dt>
            <dd>${product.size}</dd>
          </div>
          <div>
            <dt>Article</dt>
            <dd>FM-${String(product.id).padStart(6, '0')}</dd>
          </div>
        </dl>
      </div>
    </article>
    ${
      related.length > 0
        ? html`<section aria-labelledby="related">
            <div class="heading"><h2 id="related">Goes well with it</h2></div>
            ${grid(related)}
          </section>`
        : ''
    }
  </div>`;
  return layout({
    title: product.title,
    description: product.description.slice(0, 155),
    current: product.category,
    main,
  });
}

/** @param {Product} product */
function stars({ rating, reviews }) {
  return html`<p class="rating">
    <span
      class="stars"
      style="--share:${Math.round(rating * 20)}%"
      role="img"
      aria-label="${rating.toFixed(1)} of 5 stars"
    ></span>
    <span aria-hidden="true">${rating.toFixed(1)}</span>
    <span class="quiet">${count(reviews)} ${reviews === 1 ? 'review' : 'reviews'}</span>
  </p>`;
}

/** @param {Product} product */
function buy({ id, stock }) {
  if (stock === 0) return html`<p class="stock none">Sold out – more are being made.</p>`;
  return html`<p class="stock ${stock < 6 ? 'few' : ''}">
      ${stock < 6 ? `Only ${stock} left` : `In stock: ${stock}`}
    </p>
    <form class="buy" action="/cart" method="post" data-add-to-cart>
      <input type="hidden" name="product" value="${id}" />
      <label
        ><span class="hidden">Quantity</span
        ><input type="number" name="quantity" value="1" min="1" max="99" required
      /></label>
      <button class="button">${icons.basket} Add to cart</button>
    </form>`;
}
