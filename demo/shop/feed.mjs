/** The revalidation feed of the shop, and the webhooks by which the desk publishes to it. */
import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { createFeed, memoryLog, sqliteLog } from 'sw-isr/server';

export const FEED_PATH = '/_isr/feed';

/**
 * What a webhook of the desk says.
 * @typedef {object} Change
 * @property {string[]} tags of the pages that are out of date
 * @property {'soft' | 'hard'} [mode] `hard`: the old page is not shown once more (default: soft)
 */

/**
 * @param {object} options
 * @param {string} options.database the shop's; the log of the feed is a file beside it
 * @param {string} options.deployment the one that is online
 */
export function createShopFeed({ database, deployment }) {
  // Sender and receiver are one program, so that nobody has to be told the secret.
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const signature = new Webhook(secret);
  const storage = database === ':memory:' ? memoryLog() : sqliteLog(`${database}.feed`);
  const feed = createFeed({ storage, secret, deployment });

  return {
    ...feed,
    /**
     * The request of a webhook, signed as Standard Webhooks has it.
     * @param {Change} change
     * @returns {{ method: 'POST', headers: Record<string, string>, body: string }}
     */
    webhook(change) {
      const [id, at, body] = [`msg_${randomUUID()}`, new Date(), JSON.stringify(change)];
      return {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': signature.sign(id, at, body),
        },
        body,
      };
    },
  };
}

/** @typedef {ReturnType<typeof createShopFeed>} ShopFeed */

/** @typedef {(change: Change) => Promise<void>} Tell publishes a change; rejects where the feed refuses it */

/** @param {number | { id: number }} product @returns {string} the tag of all pages that show the product */
export const productTag = (product) => `product:${typeof product === 'number' ? product : product.id}`;
