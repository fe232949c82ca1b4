import { type Adapter, type AdapterOptions, changeOf } from './adapter.js';
import { type Fields, fieldsOf, nameOf, requiredFields, requiredName } from './payload.js';

/** An entry or an asset, as Contentful sends it: `{ sys: { id, type, contentType }, fields: { slug: { 'en-US': … } } }`. */
export type ContentfulContent = Fields;

/** Actions that change the published content. Saved drafts and archived drafts do not. */
const PUBLIC = ['publish', 'unpublish', 'delete'];
const TYPES = ['Entry', 'Asset', 'ContentType'];

/**
 * Reads Contentful's webhooks for `publish`, `unpublish` and `delete`, and ignores all others. Without options an entry
 * brings the tags `contentful:ID` and `contentful:type:CONTENT_TYPE`, an asset `contentful:ID`. Enable "request
 * verification" in Contentful, and give its signing secret; or add a header `Authorization: Bearer SECRET` to the webhook.
 * @example contentful({ paths: ({ fields }) => [`/blog/${fields.slug['en-US']}`] })
 */
export const contentful = (options: AdapterOptions<ContentfulContent> = {}): Adapter => ({
  name: 'contentful',
  secret: options.secret,
  matches: (headers) => headers.has('x-contentful-topic'),
  read: ({ payload, headers }) => {
    const [, type = '', action = ''] = (headers.get('x-contentful-topic') ?? '').split('.');
    if (!TYPES.includes(type) || !PUBLIC.includes(action)) return [];
    const content = requiredFields(payload, 'Contentful');
    const sys = fieldsOf(content.sys);
    const id = requiredName(sys.id, 'Contentful', 'sys.id');
    const contentType = nameOf(fieldsOf(fieldsOf(sys.contentType).sys).id);
    const tags =
      type === 'ContentType'
        ? [`contentful:type:${id}`]
        : [`contentful:${id}`, ...(contentType ? [`contentful:type:${contentType}`] : [])];
    return changeOf(content, options, { tags });
  },
});
