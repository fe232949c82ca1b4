/** Webhooks as their senders make them. Signatures are made by Node's own crypto, apart from the code that is tested. */
import { createHmac } from 'node:crypto';

export const SECRET = 'a-secret-of-the-tests-0123456789';
/** 2026-11-27T12:00:00Z, in ms. */
export const NOW = 1_795_780_800_000;
export const URL_OF_FEED = 'https://shop.example/_isr/feed';

export type Headers = Record<string, string>;

const sign = (secret: string, text: string, encoding: 'base64' | 'base64url' | 'hex'): string =>
  createHmac('sha256', secret).update(text).digest(encoding);

export const post = (body: string | null, headers: Headers = {}, url = URL_OF_FEED): Request =>
  new Request(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

/** The headers with which each sender signs a body. */
export const signed = {
  standard: (body: string, { id = 'msg_1', at = NOW / 1000, secret = SECRET } = {}): Headers => ({
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,${sign(secret, `${id}.${at}.${body}`, 'base64')}`,
  }),
  github: (body: string, secret = SECRET): Headers => ({
    'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    'x-github-event': 'push',
    'x-hub-signature-256': `sha256=${sign(secret, body, 'hex')}`,
  }),
  shopify: (body: string, topic: string, secret = SECRET): Headers => ({
    'x-shopify-topic': topic,
    'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
    'x-shopify-event-id': '98880550-7158-44d4-b7cd-2c97c8a091b5',
    'x-shopify-hmac-sha256': sign(secret, body, 'base64'),
  }),
  sanity: (body: string, { at = NOW, secret = SECRET } = {}): Headers => ({
    'sanity-project-id': 'abc',
    'idempotency-key': 'sanity-1',
    'sanity-webhook-signature': `t=${at},v1=${sign(secret, `${at}.${body}`, 'base64url')}`,
  }),
  contentful: (
    body: string,
    topic: string,
    { at = NOW, secret = SECRET, path = '/_isr/feed' } = {},
  ): Headers => {
    const headers: Headers = {
      'x-contentful-signed-headers': 'x-contentful-signed-headers,x-contentful-timestamp,x-contentful-topic',
      'x-contentful-timestamp': String(at),
      'x-contentful-topic': topic,
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`);
    const signature = sign(secret, ['POST', path, lines.join(';'), body].join('\n'), 'hex');
    return {
      ...headers,
      'x-contentful-signature': signature,
      'x-contentful-idempotency-key': 'contentful-1',
      'content-type': 'application/vnd.contentful.management.v1+json',
    };
  },
  wooCommerce: (body: string, topic: string, secret = SECRET): Headers => ({
    'x-wc-webhook-topic': topic,
    'x-wc-webhook-delivery-id': '42',
    'x-wc-webhook-signature': sign(secret, body, 'base64'),
  }),
  bearer: (secret = SECRET): Headers => ({ authorization: `Bearer ${secret}` }),
};
