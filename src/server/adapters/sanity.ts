import { type Adapter, type AdapterOptions, changeOf } from './adapter.js';
import { type Fields, nameOf, requiredFields, requiredName } from './payload.js';

/** A document, as the webhook's projection makes it. `_id` is needed, unless Sanity's header names it; `_type` is welcome. */
export type SanityDocument = Fields;

/** Drafts and versions of releases are no published documents. */
const UNPUBLISHED = /^(?:drafts|versions)\./;

/**
 * Reads Sanity's webhooks, with the default projection or one that has `_id` and `_type`. Without options a document
 * brings the tags `sanity:ID` and `sanity:type:TYPE`. Give the secret of the webhook: Sanity signs with it.
 * @example sanity({ paths: ({ slug }) => [`/blog/${slug.current}`] })
 */
export const sanity = (options: AdapterOptions<SanityDocument> = {}): Adapter => ({
  name: 'sanity',
  secret: options.secret,
  matches: (headers) => ['sanity-webhook-signature', 'sanity-project-id'].some((name) => headers.has(name)),
  read: ({ payload, headers }) => {
    const document = requiredFields(payload, 'Sanity');
    const id = requiredName(document._id ?? headers.get('sanity-document-id'), 'Sanity', '_id');
    if (UNPUBLISHED.test(id)) return [];
    const type = nameOf(document._type);
    return changeOf(document, options, {
      tags: [`sanity:${id}`, ...(type ? [`sanity:type:${type}`] : [])],
    });
  },
});
