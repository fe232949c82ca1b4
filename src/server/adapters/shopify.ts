import { type Adapter, type AdapterOptions, changeOf } from './adapter.js';
import { type Fields, nameOf, requiredFields, requiredName } from './payload.js';

/** The resource, as Shopify's REST API has it: `{ id, handle, title, … }`. A deleted one has its `id` alone. */
export type ShopifyResource = Fields;

export interface ShopifyOptions extends AdapterOptions<ShopifyResource> {
  /**
   * The resources whose webhooks change pages, by the first part of their topic. Others, such as `orders`, are ignored.
   * @default ['products', 'collections', 'product_listings', 'collection_listings', 'inventory_levels']
   */
  readonly resources?: readonly string[] | undefined;
}

const RESOURCES = ['products', 'collections', 'product_listings', 'collection_listings', 'inventory_levels'];
/** The resources that have a page of their own in Shopify's shops. */
const WITH_PAGES = ['products', 'collections'];

/** What names a resource, if not `id`. */
const ID_FIELDS: Readonly<Record<string, string>> = {
  product_listings: 'product_id',
  collection_listings: 'collection_id',
  inventory_levels: 'inventory_item_id',
};

/** A listing is a product or a collection that a sales channel shows. Its fields are in a member of its name. */
function resourceOf(payload: unknown, resource: string): Fields {
  const fields = requiredFields(payload, 'Shopify');
  const inner = fields[resource.slice(0, -1)];
  return typeof inner === 'object' && inner ? requiredFields(inner, 'Shopify') : fields;
}

/**
 * Reads Shopify's webhooks for products, collections and stock. Without options `products/update` brings the tags
 * `products` and `products/ID`, and the path `/products/HANDLE`; collections likewise. Listings count as what they list.
 * Give the app's client secret, or the signing key of Settings → Notifications → Webhooks.
 * @example shopify({ secret: process.env.SHOPIFY_SECRET, paths: ({ handle }) => [`/p/${handle}`] })
 */
export const shopify = (options: ShopifyOptions = {}): Adapter => ({
  name: 'shopify',
  secret: options.secret,
  matches: (headers) => headers.has('x-shopify-topic'),
  read: ({ payload, headers }) => {
    const [topic = ''] = (headers.get('x-shopify-topic') ?? '').split('/');
    const { resources = RESOURCES } = options;
    if (!resources.includes(topic)) return [];
    const content = resourceOf(payload, topic);
    const field = ID_FIELDS[topic] ?? 'id';
    const id = requiredName(content[field], 'Shopify', field);
    const name = topic.replace('_listings', 's');
    const handle = nameOf(content.handle);
    const paths = handle && WITH_PAGES.includes(name) ? [`/${name}/${encodeURIComponent(handle)}`] : [];
    return changeOf(content, options, { tags: [name, `${name}/${id}`], paths });
  },
});
