/** The sites of `npm start`, in the order of the landing page. Each is an origin of its own, with a worker of its own. */
import { readSeconds } from './start/settings.mjs';

/**
 * @typedef {object} Demo
 * @property {(port: number, hostname: string) => Promise<{ url: string, port: number, close: () => Promise<void> }>} listen
 * @property {() => Promise<void>} close what is left when its server is closed
 *
 * @typedef {object} Site
 * @property {string} name also the folder of its worker, below `.cache/`
 * @property {string} title
 * @property {string} summary what one sees, in a sentence
 * @property {string} tryThis what to try, in a sentence
 * @property {string} config of its worker
 * @property {(options: { publicDir: string }) => Promise<Demo>} create
 * @property {() => Promise<string>} [picture] an SVG for its card
 */

/** Nothing is imported before it is asked for: at first the packages may not be installed. @type {Site[]} */
export const SITES = [
  {
    name: 'shop',
    title: 'A shop',
    summary:
      '100,000 products on a database, whose prices, orders and deployments reach the pages that visitors have open.',
    tryThis:
      'Open a product twice, change its price at the shop desk in another window, and then stop the server and walk around.',
    config: 'demo/isr.config.ts',
    create: async ({ publicDir }) =>
      (await import('./shop.mjs')).createShop({ publicDir, revalidate: readSeconds('SHOP_REVALIDATE', 60) }),
    picture: async () => (await import('./landing/pictures.mjs')).shopPicture(),
  },
  {
    name: 'reactions',
    title: 'Reactions',
    summary:
      'Counts from an API that are one second fresh and never waited for, with each step of a visit explained.',
    tryThis:
      'Open the counts twice, react to the issue in another window and watch them change, and then let the API fail.',
    config: 'demo/reactions/isr.config.ts',
    create: async ({ publicDir }) => (await import('./reactions.mjs')).createReactions({ publicDir }),
    picture: async () => (await import('./landing/pictures.mjs')).reactionsPicture(),
  },
  {
    name: 'tweets',
    title: '500 million tweets',
    summary:
      'Half a billion pages that take a second each to generate, and none was generated before somebody asked for it.',
    tryThis:
      'Open a tweet, go back and open it again, and then kill the API with the switch at the foot of the page.',
    config: 'demo/tweets/isr.config.ts',
    create: async ({ publicDir }) => (await import('./tweets.mjs')).createTweets({ publicDir }),
    picture: async () => (await import('./landing/pictures.mjs')).tweetsPicture(),
  },
];
