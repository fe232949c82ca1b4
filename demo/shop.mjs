/** The demo shop: an online shop on an embedded database, with an origin that can be made to fail. */
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { serveApp } from './start/serve-app.mjs';
import { createCarts } from './shop/cart.mjs';
import { createCatalogue } from './shop/catalogue/catalogue.mjs';
import { openCatalogue } from './shop/catalogue/seed.mjs';
import { errorPage, faultMiddleware, noFaults } from './shop/faults.mjs';
import { createShopFeed, FEED_PATH } from './shop/feed.mjs';
import { createOrders } from './shop/orders.mjs';
import { messagePage } from './shop/pages/message.mjs';
import { createReleases } from './shop/releases.mjs';
import { createRequestLog } from './shop/request-log.mjs';
import { cartPages } from './shop/routes/cart-pages.mjs';
import { cms } from './shop/routes/cms.mjs';
import { files } from './shop/routes/files.mjs';
import { orderPages } from './shop/routes/order-pages.mjs';
import { shopPages } from './shop/routes/shop-pages.mjs';

const CACHE = fileURLToPath(new URL('../.cache/', import.meta.url));

/**
 * @typedef {object} ShopOptions
 * @property {string} [database] a file, or `':memory:'`; made and filled where there is none (default: .cache/shop.sqlite)
 * @property {number} [products] how many products a new database gets (default: 100000)
 * @property {number} [renderDelay] milliseconds that rendering a product takes (default: 50)
 * @property {string} [publicDir] the folder of `sw.js` and `sw-isr.js` (default: .cache/shop)
 * @property {number} [revalidate] seconds for which product pages are fresh, as the shop desk tells it (default: 60)
 */

/** @param {ShopOptions} [options] */
export function createShop({
  database = `${CACHE}shop.sqlite`,
  products = 100_000,
  renderDelay = 50,
  publicDir = `${CACHE}shop`,
  revalidate = 60,
} = {}) {
  const db = openCatalogue({ file: database, products });
  const catalogue = createCatalogue(db);
  const [carts, orders] = [createCarts(db), createOrders(db)];
  const releases = createReleases();
  const feed = createShopFeed({ database, deployment: releases.online() });
  const faults = noFaults();
  const log = createRequestLog();

  /** @type {import('./shop/feed.mjs').Tell} */
  const tell = async (change) => {
    const answer = await app.request(FEED_PATH, feed.webhook(change));
    if (!answer.ok) throw new Error(`Failed to publish to the feed: ${await answer.text()}.`);
  };

  const app = new Hono();
  app.use(logMiddleware(log));
  app.use(csrf());
  app.use(faultMiddleware(faults));
  app.use(deploymentMiddleware(releases));
  app.all(FEED_PATH, (c) => feed.fetch(c.req.raw));
  app.route('/', files({ publicDir }));
  app.route('/', cms({ catalogue, faults, log, releases, feed, tell, revalidate }));
  app.route('/', cartPages({ catalogue, carts }));
  app.route('/', orderPages({ carts, orders, tell }));
  app.route('/', shopPages({ catalogue, releases, renderDelay }));
  app.notFound((c) => {
    c.header('Cache-Control', 'public, max-age=0, must-revalidate');
    return c.html(notFoundPage(), 404);
  });
  app.onError((error, c) => {
    // Some errors are answers (a refused form, say).
    if ('getResponse' in error && typeof error.getResponse === 'function') return error.getResponse();
    if (c.get(/** @type {never} */ ('cut'))) throw error;
    console.error(error);
    return c.html(errorPage(), 500, { 'Cache-Control': 'no-store' });
  });

  return {
    /** Answers a request without a server. */
    fetch: app.fetch,
    /** Set its switches at any time. */
    faults,
    /** What the origin was asked. */
    log,
    db,
    catalogue,
    feed,
    /** Closes the feed and the database; whoever listens closes the server first. */
    async close() {
      await feed.close();
      db.close();
    },
    /**
     * @param {number} [port] 0: a free one
     * @param {string} [hostname]
     * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
     */
    listen: (port = 0, hostname = 'localhost') => serveApp(app, port, hostname),
  };
}

const notFoundPage = () =>
  messagePage({
    title: 'This shelf is empty',
    eyebrow: 'Error 404',
    text: 'The page you asked for is not here. It may have been sold for good, or the address has a slip in it.',
  });

/** Pages only: the pictures would drown them. */
const UNLOGGED = /^\/(images|assets|favicon\.svg|cms)(\/|$)/;

/**
 * @param {import('./shop/request-log.mjs').RequestLog} log
 * @returns {import('hono').MiddlewareHandler<any>}
 */
function logMiddleware(log) {
  return async (c, next) => {
    const [at, start] = [new Date(), performance.now()];
    await next();
    if (UNLOGGED.test(c.req.path)) return;
    const { pathname, search } = new URL(c.req.url);
    const status = c.get('cut') ? null : c.res.status;
    log.add({ at, method: c.req.method, path: pathname + search, status, ms: performance.now() - start });
  };
}

/** Styles, scripts and pictures are the same in each deployment. */
const OF_NO_DEPLOYMENT = /^\/(images|assets|favicon\.svg|sw\.js|sw-isr(-inspector)?\.js|_isr)(\/|$)/;

/**
 * Pages say which deployment made them, so that those of two are never mixed.
 * @param {import('./shop/releases.mjs').Releases} releases
 * @returns {import('hono').MiddlewareHandler<any>}
 */
function deploymentMiddleware(releases) {
  return (c, next) => {
    const id = releases.online();
    c.set('deployment', id);
    if (!OF_NO_DEPLOYMENT.test(c.req.path)) c.header('ISR-Deployment', id);
    return next();
  };
}
