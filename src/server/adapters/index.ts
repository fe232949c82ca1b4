/** `sw-isr/server/adapters`: from the webhook of a CMS to tags and paths. */
export type { Adapter, AdapterOptions, Change, ReceivedWebhook } from './adapter.js';
export { contentful, type ContentfulContent } from './contentful.js';
export { generic, type GenericOptions, type Mapping } from './generic.js';
export { github, type GitHubOptions, type GitHubPush } from './github.js';
export { sanity, type SanityDocument } from './sanity.js';
export { shopify, type ShopifyOptions, type ShopifyResource } from './shopify.js';
export { strapi, type StrapiEvent, type StrapiOptions } from './strapi.js';
export { wordpress, type WordPressOptions, type WordPressPost } from './wordpress.js';
