/** How senders sign their webhooks. Each scheme is recognised by the header of its signature. */
import { Webhook } from 'standardwebhooks';
import { areEqual, areSameTexts, bytesOf, fromBase64, hmac, toBase64, toBase64Url, toHex } from './crypto.js';

export interface SignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

export interface Scheme {
  readonly name: string;
  /** The header with the signature. */
  readonly header: string;
  /** Headers with the ID of the delivery. The first that is present counts. */
  readonly ids: readonly string[];
  /** When it was signed, in ms since the epoch; NaN for a wrong time. Absent in schemes that sign no time. */
  readonly signedAt?: (request: SignedRequest) => number;
  /** Longest time between signature and arrival, in seconds. */
  readonly window?: number;
  readonly isSignedWith: (secret: string, request: SignedRequest) => Promise<boolean>;
}

const header = ({ headers }: SignedRequest, name: string): string => headers.get(name) ?? '';

const isSame = (given: string, expected: string): boolean => areEqual(bytesOf(given), bytesOf(expected));

const numberOf = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : NaN);

/** A secret with `whsec_` is Base64, as Standard Webhooks has it. Any other is used as it is. */
export function standardKey(secret: string): Uint8Array<ArrayBuffer> {
  return secret.startsWith('whsec_') ? fromBase64(secret.slice('whsec_'.length)) : bytesOf(secret);
}

/** https://www.standardwebhooks.com. Several signatures are separated by spaces. */
const standard: Scheme = {
  name: 'Standard Webhooks',
  header: 'webhook-signature',
  ids: ['webhook-id'],
  window: 300,
  signedAt: (request) => numberOf(header(request, 'webhook-timestamp')) * 1000,
  isSignedWith: async (secret, request) => {
    const id = header(request, 'webhook-id');
    const at = new Date(numberOf(header(request, 'webhook-timestamp')) * 1000);
    const expected = new Webhook(standardKey(secret), { format: 'raw' }).sign(id, at, request.body);
    const given = header(request, 'webhook-signature').split(' ');
    return id !== '' && given.filter((signature) => isSame(signature, expected)).length > 0;
  },
};

/** An HMAC of the body alone. */
const ofBody = (
  fields: Pick<Scheme, 'name' | 'header' | 'ids'>,
  format: (signature: Uint8Array) => string,
): Scheme => ({
  ...fields,
  isSignedWith: async (secret, request) => {
    const expected = format(await hmac(bytesOf(secret), bytesOf(request.body)));
    return isSame(header(request, fields.header), expected);
  },
});

/** https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries */
const github = ofBody(
  { name: 'GitHub', header: 'x-hub-signature-256', ids: ['x-github-delivery'] },
  (signature) => `sha256=${toHex(signature)}`,
);

/** https://shopify.dev/docs/apps/build/webhooks/verify-deliveries */
const shopify = ofBody(
  { name: 'Shopify', header: 'x-shopify-hmac-sha256', ids: ['x-shopify-webhook-id', 'x-shopify-event-id'] },
  toBase64,
);

/** https://developer.woocommerce.com/docs/apis/rest-api/v3/webhooks */
const wooCommerce = ofBody(
  { name: 'WooCommerce', header: 'x-wc-webhook-signature', ids: ['x-wc-webhook-delivery-id'] },
  toBase64,
);

const SANITY = /^t=(\d+)[, ]+v1=([^, ]+)$/;

/** https://github.com/sanity-io/webhook-toolkit. Sanity tries again for half an hour, so its window is longer. */
const sanity: Scheme = {
  name: 'Sanity',
  header: 'sanity-webhook-signature',
  ids: ['idempotency-key'],
  window: 3600,
  signedAt: (request) => numberOf(SANITY.exec(header(request, 'sanity-webhook-signature'))?.[1] ?? ''),
  isSignedWith: async (secret, request) => {
    const [, at = '', signature = ''] = SANITY.exec(header(request, 'sanity-webhook-signature')) ?? [];
    return isSame(signature, toBase64Url(await hmac(bytesOf(secret), bytesOf(`${at}.${request.body}`))));
  },
};

/** The query is escaped twice: Contentful signs it like that. */
function contentfulPath({ pathname, search }: URL): string {
  return search ? encodeURI(`${pathname}?${encodeURIComponent(search.slice(1))}`) : pathname;
}

/** The signature covers these, or it would not cover the time that is checked. */
const CONTENTFUL_SIGNED = ['x-contentful-signed-headers', 'x-contentful-timestamp'];

/** https://www.contentful.com/developers/docs/extensibility/webhooks/request-verification */
const contentful: Scheme = {
  name: 'Contentful',
  header: 'x-contentful-signature',
  ids: ['x-contentful-idempotency-key'],
  window: 300,
  signedAt: (request) => numberOf(header(request, 'x-contentful-timestamp')),
  isSignedWith: async (secret, request) => {
    const names = header(request, 'x-contentful-signed-headers').toLowerCase().split(',');
    const sorted = names.map((name) => name.trim()).sort();
    if (sorted.length > 50 || !CONTENTFUL_SIGNED.every((name) => sorted.includes(name))) return false;
    if (!sorted.every((name) => /^[\w-]+$/.test(name))) return false;
    const signed = sorted.map((name) => `${name}:${header(request, name).trim()}`).join(';');
    const text = [request.method, contentfulPath(request.url), signed, request.body].join('\n');
    return isSame(
      header(request, 'x-contentful-signature'),
      toHex(await hmac(bytesOf(secret), bytesOf(text))),
    );
  },
};

/** Strapi, WordPress, `curl`. */
const bearer: Scheme = {
  name: 'bearer',
  header: 'authorization',
  ids: ['webhook-id', 'idempotency-key'],
  isSignedWith: async (secret, request) => {
    const [, token = ''] = /^bearer +(\S+) *$/i.exec(header(request, 'authorization')) ?? [];
    return areSameTexts(token, secret);
  },
};

/** A request with several of the headers is checked by the first scheme alone. */
export const SCHEMES: readonly Scheme[] = [
  standard,
  github,
  shopify,
  sanity,
  contentful,
  wooCommerce,
  bearer,
];
