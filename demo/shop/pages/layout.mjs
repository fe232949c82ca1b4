/** The frame of every page. It holds nothing of the visitor: what is theirs is fetched by script. */
import { html } from 'hono/html';
import { CATEGORIES } from '../catalogue/categories.mjs';
import { assetUrl } from '../assets.mjs';
import * as icons from './icons.mjs';

export const SHOP_NAME = 'Fennmark';

/** @typedef {import('hono/utils/html').HtmlEscapedString | Promise<import('hono/utils/html').HtmlEscapedString>} Html */

/**
 * @typedef {object} Frame
 * @property {string} title
 * @property {string} [description]
 * @property {string} [current] the slug of the category being looked at
 * @property {string} [words] what is being searched for
 * @property {string} [script] a module of its own, in `browser/`
 * @property {Html} main
 */

/**
 * @param {Frame} frame
 * @returns {Html}
 */
export function layout({ title, description, current, words = '', script, main }) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>
          ${title === SHOP_NAME ? `${SHOP_NAME} – things for a well-kept home` : `${title} – ${SHOP_NAME}`}
        </title>
        <meta
          name="description"
          content="${description ?? 'Ceramics, light, furniture and textiles, made to be kept.'}"
        />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#faf7f2" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#171513" media="(prefers-color-scheme: dark)" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${assetUrl('shop.css')}" />
        <script type="module" src="${assetUrl('main.js')}"></script>
        ${script ? html`<script type="module" src="${assetUrl(script)}"></script>` : ''}
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        ${header(current, words)}
        <main id="main" tabindex="-1">${main}</main>
        ${footer()}
      </body>
    </html>`;
}

/**
 * @param {string | undefined} current
 * @param {string} words
 */
function header(current, words) {
  return html`<header class="site-header">
    <div class="wrap bar">
      <a class="logo" href="/">${icons.logo}<span>${SHOP_NAME}</span></a>
      <form class="search" action="/search" role="search">
        <label class="hidden" for="q">Search the shop</label>
        <input
          id="q"
          name="q"
          type="search"
          value="${words}"
          placeholder="Search 100,000 products"
          maxlength="100"
          autocomplete="off"
        />
        <button aria-label="Search">${icons.search}</button>
      </form>
      <nav class="tools" aria-label="Your shop">
        <a href="/orders">${icons.parcel}<span class="label">Orders</span></a>
        <a href="/cart" class="cart-link"
          >${icons.basket}<span class="label">Cart</span><span class="badge" data-cart-count hidden></span
        ></a>
      </nav>
    </div>
    <nav class="wrap categories" aria-label="Categories">
      <ul>
        ${CATEGORIES.map(
          ({ slug, name }) =>
            html`<li>
              <a href="/categories/${slug}" ${slug === current ? html`aria-current="page"` : ''}>${name}</a>
            </li>`,
        )}
      </ul>
    </nav>
  </header>`;
}

function footer() {
  return html`<footer class="site-footer">
    <div class="wrap columns">
      <div>
        <p class="logo">${icons.logo}<span>${SHOP_NAME}</span></p>
        <p class="quiet">
          Ceramics, light, furniture and textiles, made by people we know, to be kept for a long time.
        </p>
      </div>
      <nav aria-label="Help">
        <h2>The shop</h2>
        <ul>
          <li><a href="/about">About us</a></li>
          <li><a href="/categories/vases?sort=price">Small presents</a></li>
          <li><a href="/cart">Your cart</a></li>
          <li><a href="/orders">Your orders</a></li>
        </ul>
      </nav>
      <nav aria-label="Behind the counter">
        <h2>Behind the counter</h2>
        <ul>
          <li><a href="/cms">Shop desk (CMS)</a></li>
          <li><a href="/cms#story">The story to try</a></li>
          <li><a href="/cms#deployments">Switch deployments</a></li>
          <li><a href="/cms#origin">Break the server</a></li>
          <li><a href="/__isr">What this browser holds</a></li>
        </ul>
      </nav>
    </div>
    <p class="wrap quiet small">
      A demonstration shop: nothing here is for sale, and no order leaves this computer.
    </p>
  </footer>`;
}
