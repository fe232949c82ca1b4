/**
 * The pictures of the README, by demo: one entry each. `tests` plays the demo, and leaves its screenshots in
 * `.cache/screenshots`.
 */

/**
 * @typedef {readonly [shot: string, caption: string]} Frame
 *
 * @typedef {object} Demo
 * @property {string} name
 * @property {string} tests the end-to-end tests to play: a part of their path
 * @property {readonly Frame[]} film shots of 1280 × 900, each shown for an equal part of 20 seconds
 * @property {readonly string[]} phones shots of 390 × 844, side by side
 */

/** @type {readonly Demo[]} */
export const DEMOS = [
  {
    name: 'shop',
    tests: 'integration/shop-looks',
    film: [
      ['shop-home-wide', 'A shop. Each page of it is stored in the browser of its visitor.'],
      ['shop-shell-wide', 'A product nobody has opened yet: its outline at once, while the server renders.'],
      ['shop-product-wide', 'The page. It is stored in this browser now: the next visit does not wait.'],
      ['shop-edit-wide', 'The shopkeeper changes the price.'],
      ['shop-new-price-wide', 'The open page hears of it, and offers the new price.'],
      ['shop-orders-wide', 'An order, to be read at once. It is stored for this visitor alone.'],
      ['shop-desk-wide', 'Behind the counter: break the server, switch deployments, see what it is asked.'],
      ['shop-offline-wide', 'The server is gone: what was visited can be read, and is listed.'],
    ],
    phones: ['shop-home-narrow', 'shop-shell-narrow', 'shop-product-narrow', 'shop-offline-narrow'],
  },
];
