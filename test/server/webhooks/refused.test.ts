/** Bad webhooks: each has its status and its words, and changes nothing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  contentful,
  github,
  sanity,
  shopify,
  strapi,
  wordpress,
} from '../../../src/server/adapters/index.js';
import { createReceiver } from '../../../src/server/webhooks/receive.js';
import { type Headers, NOW, post, SECRET, signed, URL_OF_FEED } from './senders.js';

const BODY = '{"tags":["a"]}';
const AT = NOW / 1000;
const WRONG = 'another-secret-of-the-tests';

const names = (count: number): string =>
  JSON.stringify({ tags: Array.from({ length: count }, (_, at) => `t${at}`) });
const long = (length: number): string => 'x'.repeat(length);

/** With the right secret: only the body is wrong. */
const genuine = (body: string): Request => post(body, signed.standard(body));

const without = (headers: Headers, name: string): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name));

/** A body without `Content-Length`. */
function streamed(bytes: number, cut = false): Request {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (cut && sent > 0) controller.error(new Error('cut'));
      else if (sent >= bytes) controller.close();
      else controller.enqueue(new Uint8Array(65_536).fill(32));
      sent += 65_536;
    },
  });
  const headers = { 'content-type': 'application/json', ...signed.bearer() };
  return new Request(URL_OF_FEED, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
}

const contentType = (type: string) => post(BODY, { ...signed.standard(BODY), 'content-type': type });
const strapiPost = (body: string) => post(body, { 'x-strapi-event': 'entry.publish', ...signed.bearer() });
const shopifyPost = (body: string) => post(body, signed.shopify(body, 'products/update'));
const PUBLISH = 'ContentManagement.Entry.publish';
const contentfulPost = (body: string) => post(body, signed.contentful(body, PUBLISH));

const TABLE: readonly [name: string, request: () => Request, status: number, says: RegExp][] = [
  // The request.
  ['by GET', () => new Request(URL_OF_FEED), 405, /its method is GET/],
  ['by PUT', () => new Request(URL_OF_FEED, { method: 'PUT', body: BODY }), 405, /its method is PUT/],
  ['of a form', () => contentType('application/x-www-form-urlencoded'), 415, /its type is/],
  ['of text', () => contentType('text/plain'), 415, /its type is "text\/plain"/],
  ['of XML', () => contentType('application/xml'), 415, /Send JSON as application\/json/],
  [
    'in Latin 1',
    () => contentType('application/json; charset=iso-8859-1'),
    415,
    /its charset is "iso-8859-1"/,
  ],
  ['compressed', () => post(BODY, { 'content-encoding': 'gzip' }), 415, /its body is compressed/],
  ['without a body', () => post(null, signed.bearer()), 400, /its body is empty/],
  ['with an empty body', () => post('', signed.bearer()), 400, /its body is empty/],
  [
    'that says it is too large',
    () => post(BODY, { 'content-length': '1000001' }),
    413,
    /larger than 1000000 bytes/,
  ],
  ['that is too large', () => post(long(1_000_001), signed.bearer()), 413, /larger than 1000000 bytes/],
  ['that is too large and streamed', () => streamed(1_100_000), 413, /larger than 1000000 bytes/],
  ['that is cut off', () => streamed(200_000, true), 400, /its body was cut off/],
  [
    'that is not UTF-8',
    () =>
      new Request(URL_OF_FEED, {
        method: 'POST',
        body: new Uint8Array([123, 255, 125]),
        headers: { 'content-type': 'application/json' },
      }),
    400,
    /its body is not UTF-8/,
  ],
  // Who sent it.
  ['without a signature', () => post(BODY), 401, /it has no signature/],
  ['with a wrong bearer token', () => post(BODY, signed.bearer(WRONG)), 401, /bearer token is wrong/],
  [
    'with a part of the token',
    () => post(BODY, signed.bearer(SECRET.slice(0, -1))),
    401,
    /bearer token is wrong/,
  ],
  [
    'with basic authentication',
    () => post(BODY, { authorization: `Basic ${SECRET}` }),
    401,
    /bearer token is wrong/,
  ],
  ['with an empty token', () => post(BODY, { authorization: 'Bearer ' }), 401, /bearer token is wrong/],
  [
    'signed with another secret',
    () => post(BODY, signed.standard(BODY, { secret: WRONG })),
    401,
    /Standard Webhooks signature is wrong. Give the sender and the feed the same secret/,
  ],
  ['signed for another body', () => post('{"tags":["b"]}', signed.standard(BODY)), 401, /signature is wrong/],
  [
    'signed for another ID',
    () => post(BODY, { ...signed.standard(BODY), 'webhook-id': 'msg_2' }),
    401,
    /signature is wrong/,
  ],
  [
    'signed for another time',
    () => post(BODY, { ...signed.standard(BODY), 'webhook-timestamp': String(AT + 1) }),
    401,
    /signature is wrong/,
  ],
  [
    'with an empty signature, though the token is right',
    () => post(BODY, { ...signed.standard(BODY), ...signed.bearer(), 'webhook-signature': '' }),
    401,
    /Standard Webhooks signature is wrong/,
  ],
  [
    'with a signature of an unknown version',
    () => {
      const headers = signed.standard(BODY);
      return post(BODY, {
        ...headers,
        'webhook-signature': `v2${(headers['webhook-signature'] ?? '').slice(2)}`,
      });
    },
    401,
    /signature is wrong/,
  ],
  [
    'without an ID',
    () => post(BODY, without(signed.standard(BODY), 'webhook-id')),
    400,
    /it has no webhook-id/,
  ],
  [
    'without a time',
    () => post(BODY, without(signed.standard(BODY), 'webhook-timestamp')),
    400,
    /time is missing/,
  ],
  [
    'with a time that is no number',
    () => post(BODY, { ...signed.standard(BODY), 'webhook-timestamp': 'today' }),
    400,
    /time is missing or not a number/,
  ],
  [
    'that is replayed',
    () => post(BODY, signed.standard(BODY, { at: AT - 301 })),
    401,
    /signed 301 seconds from now/,
  ],
  ['of the future', () => post(BODY, signed.standard(BODY, { at: AT + 301 })), 401, /check the clocks/],
  [
    'with a long ID',
    () => post(BODY, signed.standard(BODY, { id: long(201) })),
    400,
    /longer than 200 characters/,
  ],
  [
    'with an ID with spaces',
    () => post(BODY, signed.standard(BODY, { id: 'a b' })),
    400,
    /others than ASCII/,
  ],
  [
    "with GitHub's wrong signature",
    () => post(BODY, signed.github(BODY, WRONG)),
    401,
    /GitHub signature is wrong/,
  ],
  [
    "with GitHub's SHA-1 alone",
    () => post(BODY, { 'x-github-event': 'push', 'x-hub-signature': 'sha1=00' }),
    401,
    /it has no signature/,
  ],
  [
    "with Shopify's wrong signature",
    () => post(BODY, signed.shopify(BODY, 'products/update', WRONG)),
    401,
    /Shopify signature is wrong/,
  ],
  [
    "with Sanity's wrong signature",
    () => post(BODY, signed.sanity(BODY, { secret: WRONG })),
    401,
    /Sanity signature/,
  ],
  [
    "with Sanity's signature of yesterday",
    () => post(BODY, signed.sanity(BODY, { at: NOW - 86_400_000 })),
    401,
    /signed 86400 seconds from now, and 3600 are allowed/,
  ],
  [
    "with Sanity's signature without a time",
    () => post(BODY, { 'sanity-webhook-signature': 'v1=abc' }),
    400,
    /Sanity time is missing/,
  ],
  [
    "with Contentful's wrong signature",
    () => post(BODY, signed.contentful(BODY, PUBLISH, { secret: WRONG })),
    401,
    /Contentful signature is wrong/,
  ],
  [
    "with Contentful's signature for another path",
    () => post(BODY, signed.contentful(BODY, PUBLISH, { path: '/other' })),
    401,
    /Contentful signature is wrong/,
  ],
  [
    "with Contentful's signature that covers no time",
    () =>
      post(BODY, {
        ...signed.contentful(BODY, PUBLISH),
        'x-contentful-signed-headers': 'x-contentful-topic',
      }),
    401,
    /Contentful signature is wrong/,
  ],
  [
    'that Contentful signed an hour ago',
    () => post(BODY, signed.contentful(BODY, PUBLISH, { at: NOW - 3_600_000 })),
    401,
    /signed 3600 seconds from now/,
  ],
  [
    "with WooCommerce's wrong signature",
    () => post(BODY, signed.wooCommerce(BODY, 'product.updated', WRONG)),
    401,
    /WooCommerce signature is wrong/,
  ],
  // What it says.
  ['that is no JSON', () => genuine('{"tags":'), 400, /its body is not JSON/],
  ['that is null', () => genuine('null'), 422, /it is not an object/],
  ['that is a text', () => genuine('"product:1"'), 422, /it is not an object/],
  ['that is a list', () => genuine('[{"tags":["a"]}]'), 422, /it is not an object/],
  ['that says nothing', () => genuine('{}'), 422, /it has no "tags", "paths", "deployment" or "disabled"/],
  ['with no tag', () => genuine('{"tags":[],"paths":[]}'), 422, /it has no "tags"/],
  ['with a misspelt member', () => genuine('{"tag":"a"}'), 422, /Send \{ \\?"tags\\?"/],
  ['with a mode alone', () => genuine('{"mode":"hard"}'), 422, /it has no "tags"/],
  ['with tags that are a text', () => genuine('{"tags":"a"}'), 422, /"tags" is not an array/],
  ['with tags that are numbers', () => genuine('{"tags":[1]}'), 422, /"tags" is not an array/],
  ['with an empty tag', () => genuine('{"tags":[""]}'), 422, /"tags" is not an array/],
  ['with a long tag', () => genuine(JSON.stringify({ tags: [long(2001)] })), 422, /"tags" is not an array/],
  ['with too many tags', () => genuine(names(1001)), 422, /1001 tags and 0 paths, and 1000 of each/],
  ['with a path without a slash', () => genuine('{"paths":["a"]}'), 422, /paths that begin with "\/"/],
  ['with a URL', () => genuine('{"paths":["https://other.example/"]}'), 422, /paths that begin with "\/"/],
  ['with the path of another host', () => genuine('{"paths":["//other.example/"]}'), 422, /begin with "\/"/],
  [
    'with an unknown mode',
    () => genuine('{"tags":["a"],"mode":"softly"}'),
    422,
    /"mode" is not "soft" or "hard"/,
  ],
  ['with an empty deployment', () => genuine('{"deployment":""}'), 422, /"deployment" is not an ID/],
  ['with a deployment that is a number', () => genuine('{"deployment":2}'), 422, /"deployment" is not an ID/],
  [
    'with a switch that is a text',
    () => genuine('{"disabled":"yes"}'),
    422,
    /"disabled" is not true or false/,
  ],
  ['with a switch that is null', () => genuine('{"disabled":null}'), 422, /"disabled" is not true or false/],
  ['half of which is wrong', () => genuine('{"deployment":"2","tags":"a"}'), 422, /"tags" is not an array/],
  // What an adapter cannot read.
  ['of Contentful without an ID', () => contentfulPost('{"sys":{}}'), 422, /no "sys.id"/],
  ['of Contentful that is a list', () => contentfulPost('[]'), 422, /its payload is not an object/],
  ['of Sanity without an ID', () => post('{"slug":"a"}', signed.sanity('{"slug":"a"}')), 422, /no "_id"/],
  [
    'of Strapi without a model',
    () => strapiPost('{"event":"entry.publish","entry":{"id":1}}'),
    422,
    /no "model"/,
  ],
  [
    'of Strapi without an entry',
    () => strapiPost('{"event":"entry.publish","model":"a"}'),
    422,
    /no "entry.id"/,
  ],
  ['of Shopify without an ID', () => shopifyPost('{"title":"Shirt"}'), 422, /no "id"/],
  ['of GitHub without a repository', () => post('{}', signed.github('{}')), 422, /no "repository.full_name"/],
  [
    'of WordPress without an ID',
    () => post('{}', signed.wooCommerce('{}', 'product.updated')),
    422,
    /Failed to read a webhook of WordPress: its payload has no "id"/,
  ],
];

describe('a webhook is refused', () => {
  const adapters = [contentful(), sanity(), strapi(), shopify(), github(), wordpress()];
  const receive = createReceiver({ secret: SECRET, adapters, now: () => NOW });

  for (const [name, request, status, says] of TABLE)
    it(name, async () => {
      const response = await receive(request());
      assert.ok(response instanceof Response, 'it changes nothing');
      const text = await response.text();
      const { error } = JSON.parse(text) as { error: string };
      assert.equal(response.status, status, error);
      assert.match(error, says);
      assert.match(error, /^Failed to accept the webhook: .*[^.]\. [A-Z].*\.$/s);
      assert.equal(text.includes(SECRET), false, 'the secret is not told');
      assert.equal(response.headers.get('content-type'), 'application/json');
      assert.equal(response.headers.get('cache-control'), 'no-store');
      if (status === 405) assert.equal(response.headers.get('allow'), 'POST');
      if (status === 401) assert.equal(response.headers.get('www-authenticate'), 'Bearer');
    });
});
