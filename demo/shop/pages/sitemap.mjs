/** The sitemap: the best liked products, each with how well it is liked and when it was last edited. */

/** The least and the greatest priority. */
const [LEAST, MOST] = [0.3, 1];

/**
 * @param {{ products: { id: number, edited_at: number | null }[], origin: string }} options the best liked first
 * @returns {string}
 */
export function sitemap({ products, origin }) {
  const urls = products.map(({ id, edited_at: edited }, at) => {
    const priority = (MOST - ((MOST - LEAST) * at) / products.length).toFixed(2);
    const changed = edited ? `<lastmod>${new Date(edited).toISOString()}</lastmod>` : '';
    return `<url><loc>${origin}/products/${id}</loc>${changed}<priority>${priority}</priority></url>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...urls,
    '</urlset>\n',
  ].join('\n');
}
