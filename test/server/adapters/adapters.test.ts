/** Payloads of the shape that each sender documents, signed as that sender signs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as adapters from '../../../src/server/adapters/index.js';
import { createReceiver, type Received } from '../../../src/server/webhooks/receive.js';
import { type Headers, NOW, post, SECRET, signed } from '../webhooks/senders.js';

const AT = NOW / 1000;
const { contentful, github, sanity, shopify, strapi, wordpress } = adapters;

async function read(
  adapter: adapters.Adapter,
  payload: object,
  sign: (body: string) => Headers,
): Promise<Received> {
  const body = JSON.stringify(payload);
  const receive = createReceiver({ secret: SECRET, adapters: [adapter], now: () => NOW });
  const received = await receive(post(body, sign(body)));
  if (received instanceof Response) assert.fail(await received.text());
  return received;
}

const change = (tags: string[], paths: string[] = []) => [{ at: AT, tags, paths }];

const tagsOf = ({ events: [event] }: Received): readonly string[] =>
  event && 'tags' in event ? (event.tags ?? []) : [];

describe('Contentful', () => {
  // https://www.contentful.com/developers/docs/references/content-management-api/#/reference/webhooks
  const entry = {
    sys: {
      type: 'Entry',
      id: '5KsDBWseXY6QegucYAoacS',
      space: { sys: { type: 'Link', linkType: 'Space', id: 'yadj1kx9rmg0' } },
      environment: { sys: { id: 'master', type: 'Link', linkType: 'Environment' } },
      contentType: { sys: { type: 'Link', linkType: 'ContentType', id: 'blogPost' } },
      revision: 3,
    },
    fields: { title: { 'en-US': 'Hello' }, slug: { 'en-US': 'hello' } },
  };
  const topic = (name: string) => (body: string) => signed.contentful(body, `ContentManagement.${name}`);

  it('brings the tags of a published entry and of its content type', async () => {
    const tags = ['contentful:5KsDBWseXY6QegucYAoacS', 'contentful:type:blogPost'];
    for (const action of ['publish', 'unpublish', 'delete'])
      assert.deepEqual(await read(contentful(), entry, topic(`Entry.${action}`)), {
        events: change(tags),
        id: 'contentful:contentful-1',
      });
  });

  it('ignores drafts and what is no content', async () => {
    for (const name of ['Entry.save', 'Entry.auto_save', 'Entry.create', 'Task.publish', 'Release.publish'])
      assert.deepEqual((await read(contentful(), entry, topic(name))).events, []);
  });

  it('brings the tag of an asset, and that of a changed content type', async () => {
    const asset = { sys: { type: 'Asset', id: 'a1' }, fields: {} };
    assert.deepEqual(
      (await read(contentful(), asset, topic('Asset.publish'))).events,
      change(['contentful:a1']),
    );
    const type = { sys: { type: 'ContentType', id: 'blogPost' }, name: 'Post' };
    const { events } = await read(contentful(), type, topic('ContentType.publish'));
    assert.deepEqual(events, change(['contentful:type:blogPost']));
  });

  it('maps as it is told', async () => {
    type Post = { fields: { slug: Record<string, string> } };
    const adapter = contentful({
      tags: (_, tags) => tags.slice(1),
      paths: (content) => [`/blog/${(content as Post).fields.slug['en-US'] ?? ''}`],
      mode: 'hard',
    });
    assert.deepEqual((await read(adapter, entry, topic('Entry.publish'))).events, [
      { at: AT, tags: ['contentful:type:blogPost'], paths: ['/blog/hello'], mode: 'hard' },
    ]);
  });
});

describe('Sanity', () => {
  // https://www.sanity.io/docs/content-lake/webhooks: the default projection is the document.
  const document = {
    _id: 'e11af4c5',
    _type: 'post',
    _rev: 'kCNcXB',
    _createdAt: '2026-11-01T08:00:00Z',
    _updatedAt: '2026-11-27T12:00:00Z',
    slug: { _type: 'slug', current: 'hello' },
  };
  const sign = (body: string) => signed.sanity(body);

  it('brings the tags of a document and of its type', async () => {
    assert.deepEqual(await read(sanity(), document, sign), {
      events: change(['sanity:e11af4c5', 'sanity:type:post']),
      id: 'sanity:sanity-1',
    });
  });

  it('ignores drafts and versions of releases', async () => {
    for (const _id of ['drafts.e11af4c5', 'versions.r1.e11af4c5'])
      assert.deepEqual((await read(sanity(), { ...document, _id }, sign)).events, []);
  });

  it('takes the ID from the header where the projection has none', async () => {
    const withId = (body: string) => ({ ...sign(body), 'sanity-document-id': 'e1' });
    assert.deepEqual((await read(sanity(), { slug: 'a' }, withId)).events, change(['sanity:e1']));
  });
});

describe('Strapi', () => {
  // https://docs.strapi.io/cms/backend-customization/webhooks
  const event = {
    event: 'entry.publish',
    createdAt: '2026-11-27T12:00:00.000Z',
    model: 'article',
    uid: 'api::article.article',
    entry: {
      id: 7,
      documentId: 'k3b9',
      title: 'Hello',
      slug: 'hello',
      publishedAt: '2026-11-27T12:00:00.000Z',
    },
  };
  const sign = () => ({ 'x-strapi-event': 'entry.publish', ...signed.bearer() });
  const tags = ['strapi:article', 'strapi:article:k3b9', 'strapi:article:7'];

  it('brings the tags of the model and of the entry by both of its IDs', async () => {
    assert.deepEqual(await read(strapi(), event, sign), { events: change(tags) });
  });

  it('ignores drafts and what is no content', async () => {
    const draft = { ...event, event: 'entry.update', entry: { ...event.entry, publishedAt: null } };
    assert.deepEqual((await read(strapi(), draft, sign)).events, []);
    assert.deepEqual((await read(strapi(), { ...event, event: 'releases.publish' }, sign)).events, []);
    const update = { ...event, event: 'entry.update' };
    assert.deepEqual((await read(strapi({ modelsWithoutDrafts: ['menu'] }), update, sign)).events, []);
    assert.deepEqual(
      (await read(strapi({ modelsWithoutDrafts: ['article'] }), update, sign)).events,
      change(tags),
    );
  });

  it('brings the tags of files', async () => {
    const media = { event: 'media.update', media: { id: 1, name: 'photo.png', mime: 'image/png' } };
    assert.deepEqual((await read(strapi(), media, sign)).events, change(['strapi:media', 'strapi:media:1']));
  });
});

describe('Shopify', () => {
  // https://shopify.dev/docs/apps/build/webhooks/delivery-structure
  const product = {
    id: 9554194432293,
    title: 'T-Shirt',
    handle: 't-shirt',
    status: 'active',
    tags: 'cotton',
  };
  const topic = (name: string) => (body: string) => signed.shopify(body, name);

  it('brings the tags and the path of a product', async () => {
    assert.deepEqual(await read(shopify(), product, topic('products/update')), {
      events: change(['products', 'products/9554194432293'], ['/products/t-shirt']),
      id: 'shopify:b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
    });
  });

  it('knows a deleted product by its ID alone', async () => {
    const { events } = await read(shopify(), { id: 1 }, topic('products/delete'));
    assert.deepEqual(events, change(['products', 'products/1']));
  });

  it('takes listings for what they list, and stock by its item', async () => {
    const listing = { product_listing: { product_id: 2, handle: 'shoe' } };
    const { events } = await read(shopify(), listing, topic('product_listings/update'));
    assert.deepEqual(events, change(['products', 'products/2'], ['/products/shoe']));
    const level = { inventory_item_id: 271878346596884000, location_id: 1, available: 3 };
    const stock = await read(shopify(), level, topic('inventory_levels/update'));
    assert.equal(tagsOf(stock)[0], 'inventory_levels');
  });

  it('ignores orders, unless they are asked for', async () => {
    assert.deepEqual((await read(shopify(), { id: 1 }, topic('orders/create'))).events, []);
    const adapter = shopify({ resources: ['orders'], tags: () => ['sold'] });
    assert.deepEqual((await read(adapter, { id: 1 }, topic('orders/create'))).events, change(['sold']));
  });
});

describe('WordPress', () => {
  it('reads a product of WooCommerce', async () => {
    // https://developer.woocommerce.com/docs/apis/rest-api/v3/products
    const product = {
      id: 794,
      name: 'Premium Quality',
      slug: 'premium-quality',
      permalink: 'https://shop.example/product/premium-quality/',
      type: 'simple',
      categories: [{ id: 9, name: 'Clothing', slug: 'clothing' }],
      tags: [],
    };
    assert.deepEqual(
      await read(wordpress(), product, (body) => signed.wooCommerce(body, 'product.updated')),
      {
        events: change(
          ['wordpress:794', 'wordpress:type:product', 'wordpress:category:clothing'],
          ['/product/premium-quality/'],
        ),
        id: 'wordpress:42',
      },
    );
    const order = await read(wordpress(), { id: 1 }, (body) => signed.wooCommerce(body, 'order.created'));
    assert.deepEqual(order.events, []);
  });

  it('reads a post of the plugin WP Webhooks', async () => {
    const payload = {
      post_id: 12,
      post: { ID: 12, post_title: 'Hello', post_name: 'hello', post_type: 'post', post_status: 'publish' },
      post_permalink: 'https://shop.example/2026/hello/?preview=1',
      taxonomies: {
        category: { news: { term_id: 3, slug: 'news' } },
        post_tag: { autumn: { slug: 'autumn' } },
      },
    };
    const sign = () => ({ 'x-wp-webhook-source': 'https://shop.example', ...signed.bearer() });
    assert.deepEqual(
      (await read(wordpress(), payload, sign)).events,
      change(
        ['wordpress:12', 'wordpress:type:post', 'wordpress:category:news', 'wordpress:tag:autumn'],
        ['/2026/hello/'],
      ),
    );
  });

  it('reads a post of the REST API, by a header of its own', async () => {
    const post = { id: 5, type: 'page', link: 'https://shop.example/about/', categories: [1], tags: [] };
    const { events } = await read(wordpress({ header: 'x-cms' }), post, () => ({
      'x-cms': 'wp',
      ...signed.bearer(),
    }));
    assert.deepEqual(events, change(['wordpress:5', 'wordpress:type:page'], ['/about/']));
  });
});

describe('GitHub', () => {
  // https://docs.github.com/webhooks/webhook-events-and-payloads#push
  const push = {
    ref: 'refs/heads/main',
    before: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
    after: '0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c',
    forced: false,
    deleted: false,
    repository: { full_name: 'acme/site', default_branch: 'main' },
    commits: [
      { id: '1', added: ['content/new.md'], removed: [], modified: ['content/about.md', 'README.md'] },
      { id: '2', added: [], removed: ['content/old.md'], modified: ['content/about.md'] },
    ],
  };
  const sign = (body: string) => signed.github(body);
  const file = (name: string) =>
    name.startsWith('content/') ? [`/${name.slice('content/'.length).replace(/\.md$/, '')}`] : [];

  it('brings the tag of the repository, and the paths of the changed files', async () => {
    assert.deepEqual((await read(github(), push, sign)).events, change(['github:acme/site']));
    assert.deepEqual(await read(github({ file }), push, sign), {
      events: change(['github:acme/site'], ['/new', '/about', '/old']),
      id: 'github:72d3162e-cc78-11e3-81ab-4c9367dc0958',
    });
  });

  it('brings everything where not all files are known', async () => {
    for (const unknown of [{ forced: true }, { commits: [] }])
      assert.deepEqual(
        (await read(github({ file }), { ...push, ...unknown }, sign)).events,
        change(['github:acme/site'], ['/*']),
      );
  });

  it('ignores other branches and other events', async () => {
    assert.deepEqual((await read(github(), { ...push, ref: 'refs/heads/draft' }, sign)).events, []);
    assert.deepEqual((await read(github(), { ...push, ref: 'refs/tags/main' }, sign)).events, []);
    const ping = (body: string) => ({ ...sign(body), 'x-github-event': 'ping' });
    assert.deepEqual((await read(github(), { zen: 'Keep it logically awesome.' }, ping)).events, []);
    const { events } = await read(github({ branch: 'live' }), { ...push, ref: 'refs/heads/live' }, sign);
    assert.deepEqual(events, change(['github:acme/site']));
  });
});

describe('a generic mapping', () => {
  const payload = {
    event: 'saved',
    data: { id: 7, slug: 'shoe', categories: [{ slug: 'a' }, { slug: 'b' }], x: {} },
  };
  const sign = () => ({ 'x-shop': '1', ...signed.bearer() });

  it('fills templates', async () => {
    const adapter = adapters.generic({
      match: 'x-shop',
      tags: [
        'product:{data.id}',
        'category:{data.categories[*].slug}',
        'first:{data.categories[0].slug}',
        'all',
      ],
      paths: ['/{event}/{data.slug}', '/{data.absent}', '/{data.x}', '/{data.constructor.name}'],
    });
    assert.deepEqual((await read(adapter, payload, sign)).events, [
      { at: AT, tags: ['product:7', 'category:a', 'category:b', 'first:a', 'all'], paths: ['/saved/shoe'] },
    ]);
  });

  it('asks functions, and is silent if they give nothing', async () => {
    const adapter = adapters.generic({
      tags: () => [],
      paths: (_, headers) => (headers.has('x-none') ? ['/'] : []),
    });
    assert.deepEqual((await read(adapter, payload, sign)).events, []);
    const deploys = adapters.generic({ deployment: 'build-{data.id}' });
    assert.deepEqual((await read(deploys, payload, sign)).events, [{ at: AT, deployment: 'build-7' }]);
  });
});
