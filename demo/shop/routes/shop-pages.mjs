/** The pages that are the same for everyone. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { CATEGORY_BY_SLUG } from '../catalogue/categories.mjs';
import { COLOUR_NAMES } from '../catalogue/words.mjs';
import { productTag } from '../feed.mjs';
import { positiveOr } from '../input.mjs';
import { aboutPage } from '../pages/about.mjs';
import { homePage } from '../pages/home.mjs';
import { listingPage } from '../pages/listing.mjs';
import { searchPage } from '../pages/search.mjs';
import { productShell } from '../pages/shell.mjs';
import { sitemap } from '../pages/sitemap.mjs';
import { sendPage } from '../respond.mjs';

const PAGE_SIZE = 24;
const IN_SITEMAP = 1000;
const SORTS = /** @type {const} */ (['popular', 'price', 'price-down', 'rating', 'title']);

/**
 * Each page has the tags of the products that it shows, so that a change of one marks all pages that show it.
 * @param {{ catalogue: import('../catalogue/catalogue.mjs').Catalogue, releases: import('../releases.mjs').Releases,
 *   renderDelay: number }} context
 */
export function shopPages({ catalogue, releases, renderDelay }) {
  const app = new Hono();

  app.get('/', (c) => {
    const data = {
      favourites: catalogue.favourites(8),
      reduced: catalogue.reduced(4),
      counts: [...catalogue.counts()],
    };
    return sendPage(c, {
      data,
      tags: [...data.favourites, ...data.reduced].map(productTag),
      render: (renderedAt) => homePage({ ...data, renderedAt }),
    });
  });

  app.get('/categories/:slug', (c) => {
    const category = CATEGORY_BY_SLUG.get(c.req.param('slug'));
    if (!category) return c.notFound();
    const filter = readFilter(c.req.query());
    const page = positiveOr(c.req.query('page'), 1);
    const list = catalogue.list(category.slug, filter, window(page));
    const pages = Math.max(1, Math.ceil(list.total / PAGE_SIZE));
    if (page > pages) return c.notFound();
    const data = { category, filter, page, pages, query: filterQuery(filter), ...list };
    return sendPage(c, {
      data,
      tags: [`category:${category.slug}`, ...list.products.map(productTag)],
      render: (renderedAt) => listingPage({ ...data, renderedAt }),
    });
  });

  app.get('/products/:id', (c) => {
    const product = catalogue.find(positiveOr(c.req.param('id'), 0));
    if (!product) return c.notFound();
    const data = { product, related: catalogue.goesWith(product, 4) };
    return sendPage(c, {
      data,
      tags: [`category:${product.category}`, ...[product, ...data.related].map(productTag)],
      render: async (renderedAt) => {
        await sleep(renderDelay);
        return releases.templates().product({ ...data, renderedAt });
      },
    });
  });

  app.get('/sitemap.xml', (c) => {
    const { origin } = new URL(c.req.url);
    return c.body(sitemap({ products: catalogue.favourites(IN_SITEMAP), origin }), 200, {
      'Content-Type': 'application/xml; charset=utf-8',
      'Cache-Control': 'public, max-age=0, must-revalidate',
    });
  });

  app.get('/search', (c) => {
    const words = (c.req.query('q') ?? '').trim().slice(0, 100);
    const page = positiveOr(c.req.query('page'), 1);
    const found = catalogue.search(words, window(page));
    const data = { words, page, pages: Math.max(1, Math.ceil(found.total / PAGE_SIZE)), ...found };
    return sendPage(c, { data, render: () => searchPage(data) });
  });

  app.get('/about', (c) => sendPage(c, { data: 'about', render: (renderedAt) => aboutPage({ renderedAt }) }));

  app.get('/shells/product', (c) => {
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
    return sendPage(c, { data: 'shell', render: () => productShell() });
  });

  return app;
}

/** @param {number} page */
const window = (page) => ({ limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });

/**
 * @param {Record<string, string>} query
 * @returns {import('../catalogue/catalogue.mjs').Filter}
 */
function readFilter({ sort, colour, max, stock }) {
  return {
    sort: SORTS.find((name) => name === sort) ?? 'popular',
    colour: COLOUR_NAMES.find((name) => name === colour) ?? null,
    max: positiveOr(max, 0) * 100 || null,
    inStock: stock === '1',
  };
}

/** @param {import('../catalogue/catalogue.mjs').Filter} filter @returns {string} the filter as a query, without defaults */
function filterQuery({ sort, colour, max, inStock }) {
  const query = new URLSearchParams();
  if (sort !== 'popular') query.set('sort', sort);
  if (colour !== null) query.set('colour', colour);
  if (max !== null) query.set('max', String(max / 100));
  if (inStock) query.set('stock', '1');
  return query.toString();
}
