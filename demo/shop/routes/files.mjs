/** Pictures, styles, scripts, and the worker. */
import { FOREVER, siteFiles } from '../../start/site-files.mjs';
import { ASSETS } from '../assets.mjs';
import { makeProduct } from '../catalogue/make-product.mjs';
import { productImage } from '../images/product-image.mjs';
import { positiveOr } from '../input.mjs';

const FAVICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#2f5d50"/>' +
  '<path d="M12 20V9M12 13c-4 0-6.500-2.500-6.500-6.500 4 0 6.500 2.500 6.500 6.500zM12 16c0-3.300 2.500-5.800 6-5.800 0 3.300-2.500 5.800-6 5.800z" fill="none" stroke="#f3ece0" stroke-width="1.600" stroke-linecap="round"/></svg>';

/** @param {{ publicDir: string }} context */
export function files({ publicDir }) {
  const app = siteFiles({ assets: ASSETS, publicDir });

  app.get('/images/:file{[0-9]+\\.svg}', (c) => {
    // A picture follows from the number alone, so that a deleted product's is there for pages that still show it.
    const id = positiveOr(c.req.param('file').replace('.svg', ''), 0);
    if (id === 0) return c.text('No such picture', 404);
    return c.body(productImage(makeProduct(id)), 200, {
      'Content-Type': 'image/svg+xml',
      'Cache-Control': FOREVER,
    });
  });

  app.get('/favicon.svg', (c) =>
    c.body(FAVICON, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' }),
  );

  return app;
}
