import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { contentful, generic, sanity } from '../../../src/server/adapters/index.js';
import { createReceiver, type Received, type ReceiverOptions } from '../../../src/server/webhooks/receive.js';
import { NOW, post, SECRET, signed, URL_OF_FEED } from './senders.js';

const now = () => NOW;
const AT = NOW / 1000;
const BODY = '{"tags":["product:1"],"paths":["/"],"mode":"hard"}';
const EVENT = { at: AT, tags: ['product:1'], paths: ['/'], mode: 'hard' };

async function receive(request: Request, options: ReceiverOptions = {}): Promise<Received> {
  const received = await createReceiver({ secret: SECRET, now, ...options })(request);
  if (received instanceof Response) assert.fail(`${received.status} ${await received.text()}`);
  return received;
}

const refusal = async (request: Request, options: ReceiverOptions): Promise<number | undefined> => {
  const received = await createReceiver({ now, ...options })(request);
  return received instanceof Response ? received.status : undefined;
};

describe('a webhook is accepted', () => {
  it('signed as Standard Webhooks', async () => {
    assert.deepEqual(await receive(post(BODY, signed.standard(BODY))), { events: [EVENT], id: 'feed:msg_1' });
  });

  it('signed by the standardwebhooks package with a whsec_ secret', async () => {
    const secret = `whsec_${Buffer.from('0123456789abcdef01234567').toString('base64')}`;
    const headers = {
      'webhook-id': 'msg_2',
      'webhook-timestamp': String(AT),
      'webhook-signature': `v1,AAAA ${new Webhook(secret).sign('msg_2', new Date(NOW), BODY)}`,
    };
    assert.equal((await receive(post(BODY, headers), { secret })).id, 'feed:msg_2');
  });

  it('with a bearer token, and has no ID then', async () => {
    assert.deepEqual(await receive(post(BODY, signed.bearer())), { events: [EVENT] });
    const withId = { ...signed.bearer(), 'idempotency-key': 'k1' };
    assert.equal((await receive(post(BODY, withId))).id, 'feed:k1');
  });

  it('signed as GitHub, Shopify, Sanity, Contentful and WooCommerce do', async () => {
    for (const [headers, id] of [
      [signed.github(BODY), 'feed:72d3162e-cc78-11e3-81ab-4c9367dc0958'],
      [signed.shopify(BODY, 'products/update'), 'feed:b54557e4-bdd9-4b37-8a5f-bf7d70bcd043'],
      [signed.sanity(BODY), 'feed:sanity-1'],
      [signed.contentful(BODY, 'ContentManagement.Entry.publish'), 'feed:contentful-1'],
      [signed.wooCommerce(BODY, 'product.updated'), 'feed:42'],
    ] as const)
      assert.deepEqual(await receive(post(BODY, headers)), { events: [EVENT], id });
  });

  it('by Contentful at an address with a query', async () => {
    const path = '/_isr/feed?from%253Dcms%2526a%253D1';
    const headers = signed.contentful(BODY, 'ContentManagement.Entry.publish', { path });
    await receive(post(BODY, headers, `${URL_OF_FEED}?from=cms&a=1`));
  });

  it('with any of several secrets, so that they can be changed', async () => {
    const secret = ['the-old-secret-of-the-tests', 'the-new-secret-of-the-tests'];
    for (const one of secret) {
      await receive(post(BODY, signed.bearer(one)), { secret });
      await receive(post(BODY, signed.standard(BODY, { secret: one })), { secret });
      await receive(post(BODY, signed.github(BODY, one)), { secret });
    }
    assert.equal(await refusal(post(BODY, signed.bearer()), { secret }), 401);
  });

  it('up to 5 minutes before and after it was signed', async () => {
    for (const at of [AT - 300, AT + 300]) await receive(post(BODY, signed.standard(BODY, { at })));
  });

  it('with a deployment, the switch and pages at once, as an event of each', async () => {
    const body = '{"deployment":"2","disabled":false,"tags":["a","a"]}';
    const { events } = await receive(post(body, signed.bearer()));
    assert.deepEqual(events, [
      { at: AT, deployment: '2' },
      { at: AT, disabled: false },
      { at: AT, tags: ['a'] },
    ]);
  });

  it('and its own time is ignored', async () => {
    const body = '{"tags":["a"],"at":1}';
    assert.deepEqual((await receive(post(body, signed.bearer()))).events, [{ at: AT, tags: ['a'] }]);
  });
});

describe('the secrets of a feed', () => {
  const message = (fault: string) => ({ name: 'IsrError', code: 'bad-request', message: new RegExp(fault) });

  it('are asked for: a feed that accepts anybody is not made', () => {
    assert.throws(() => createReceiver({}), message("would accept anybody's webhooks. Give it a secret"));
    assert.throws(() => createReceiver({ secret: '' }), message('it has no secret'));
    assert.throws(() => createReceiver({ secret: [] }), message('it has no secret'));
    assert.throws(() => createReceiver({ adapters: [sanity()] }), message('nothing verifies .* "sanity"'));
  });

  it('are refused if they are weak, and are not in the error', () => {
    for (const secret of ['tiny', 'has a space in the middle', 'whsec_%%%%%%%%%%%%%%%%', 'whsec_c2hvcnQ=aaa'])
      assert.throws(
        () => createReceiver({ secret }),
        (error: Error) => error.name === 'IsrError' && !error.message.includes(secret),
      );
    assert.throws(() => createReceiver({ secret: [SECRET, 1 as never] }), message('not a string'));
  });

  it('may be those of the adapters alone: then only their webhooks are accepted', async () => {
    const options = { adapters: [sanity({ secret: SECRET })] };
    const body = '{"_id":"a","_type":"post"}';
    assert.equal(await refusal(post(body, signed.sanity(body)), options), undefined);
    assert.equal(await refusal(post(BODY, signed.bearer()), options), 401);
    assert.equal(await refusal(post(BODY, signed.standard(BODY)), options), 401);
  });

  it("of an adapter do not open the feed's own body, nor the other way around", async () => {
    const options = {
      secret: 'the-secret-of-the-feed-itself',
      adapters: [sanity({ secret: SECRET }), contentful()],
    };
    const body = '{"_id":"a","_type":"post"}';
    assert.equal(await refusal(post(BODY, signed.bearer()), options), 401);
    const other = { secret: 'the-secret-of-the-feed-itself' };
    assert.equal(await refusal(post(body, signed.sanity(body, other)), options), 401);
  });

  it("give way to a sender's own verification", async () => {
    const verify = (request: { headers: Headers }) =>
      request.headers.get('x-token') === 'right' && { id: 'own-1' };
    const options = { adapters: [generic({ match: 'x-token', verify, tags: ['shop:{id}'] })] };
    const request = (token: string) => post('{"id":7}', { 'x-token': token });
    assert.deepEqual(await receive(request('right'), { ...options, secret: undefined }), {
      events: [{ at: AT, tags: ['shop:7'] }],
      id: 'generic:own-1',
    });
    assert.equal(await refusal(request('wrong'), options), 401);
  });
});

describe('a mapping that fails', () => {
  const read = async (tags: () => string[], headers = {}) => {
    const options = { secret: SECRET, adapters: [generic({ match: 'x-shop', tags })] };
    const request = post('{}', { 'x-shop': '1', ...signed.bearer(), ...headers });
    return (await createReceiver({ now, ...options })(request)) as Response;
  };

  it('answers 500, naming the adapter, to those alone who know the secret', async () => {
    const fails = () => {
      throw new TypeError('slug is undefined');
    };
    const response = await read(fails);
    assert.equal(response.status, 500);
    assert.match(await response.text(), /mapping of the adapter \\"generic\\" failed \(slug is undefined\)/);
    assert.equal((await read(fails, signed.bearer('another-secret-of-tests'))).status, 401);
  });

  it('and one that gives no tags is answered with 422', async () => {
    assert.equal((await read(() => [1] as unknown as string[])).status, 422);
  });

  it('and a verification that throws, is answered with 500', async () => {
    const verify = () => Promise.reject(new Error('no network'));
    assert.equal(await refusal(post('{}'), { adapters: [generic({ verify })] }), 500);
  });
});
