/** The revalidation feed of the site. The API's webhooks publish to it, and open pages follow it. */
import { createFeed, memoryLog } from 'sw-isr/server';
import { EVENT } from './api/webhook.mjs';

export const FEED_PATH = '/_isr/feed';
/** Of all pages that show reactions. */
export const TAG = 'reactions';

/** Which pages a webhook makes out of date. The feed has checked its `X-Hub-Signature-256` before. @type {import('sw-isr/server').Adapter} */
const reactions = {
  name: 'reactions',
  matches: (headers) => headers.get('x-github-event') === EVENT,
  read: () => [{ tags: [TAG] }],
};

/** @param {string} secret of the webhooks */
export const createReactionsFeed = (secret) =>
  createFeed({ storage: memoryLog(), secret, adapters: [reactions] });
