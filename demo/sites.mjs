/** The sites of `npm start`, each an origin of its own. */

/**
 * @typedef {object} Started
 * @property {string} url
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Site
 * @property {string} name also the folder of its worker, below `.cache/`
 * @property {string} title
 * @property {string} summary what it shows
 * @property {string[]} tryThis
 * @property {string} config of its worker
 * @property {(options: { publicDir: string, port: number, hostname: string }) => Promise<Started>} start
 */

/** Seconds for which the shop's products are fresh; its config reads the same variable. */
function readRevalidate() {
  const text = process.env['SHOP_REVALIDATE'];
  if (text === undefined) return 60;
  const seconds = Number(text);
  if (text.trim() === '' || !(seconds > 0))
    throw new Error(
      `Failed to read "SHOP_REVALIDATE=${text}": it is no number of seconds. Give one above 0.`,
    );
  return seconds;
}

/** @type {Site[]} */
export const SITES = [
  {
    name: 'shop',
    title: 'A shop',
    summary:
      '100,000 products on a database. A price that is changed at the shop’s desk reaches the page that somebody looks at, and a bad deployment is taken back at once.',
    tryThis: [
      'Open a product twice: the second time it comes from your browser.',
      'Leave it open, and change its price at the shop desk in another window: the page offers the new one.',
      'Stop the server, and walk around: every page you have seen is still there.',
    ],
    config: 'demo/isr.config.ts',
    async start({ publicDir, port, hostname }) {
      const { createShop } = await import('./shop.mjs');
      const shop = createShop({ publicDir, revalidate: readRevalidate() });
      const { url, close } = await shop.listen(port, hostname);
      return {
        url,
        async close() {
          await close();
          await shop.close();
        },
      };
    },
  },
  {
    name: 'tweets',
    title: '500 million tweets',
    summary:
      'Half a billion pages, a second each to render, and none was generated ahead. Each is shown by its outline once, and opens at once from then on.',
    tryThis: [
      'Open a tweet, go back, and open it again.',
      'Kill the API with the switch at the foot of the page: what you have seen stays.',
    ],
    config: 'demo/tweets/isr.config.ts',
    async start({ publicDir, port, hostname }) {
      const { createTweets } = await import('./tweets.mjs');
      return createTweets({ publicDir }).listen(port, hostname);
    },
  },
];
