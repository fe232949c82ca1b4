import { type Adapter, type AdapterOptions, changeOf } from './adapter.js';
import { type Fields, fieldsOf, nameOf, requiredFields, requiredName, wrongPayload } from './payload.js';

/** The webhook: `{ event, model, uid, entry: { id, documentId, … } }`, and `media` in place of `entry` for files. */
export type StrapiEvent = Fields;

/** Events without a public effect: with draft and publish, an update saves a draft. */
const DRAFTS = ['entry.create', 'entry.update'];

export interface StrapiOptions extends AdapterOptions<StrapiEvent> {
  /** Models without draft and publish: there `entry.create` and `entry.update` change pages. @default all models */
  readonly modelsWithoutDrafts?: readonly string[] | undefined;
}

/** Both are sent: Strapi 5 names a document by `documentId`, Strapi 4 an entry by `id`. */
const idsOf = (entry: Fields): string[] => [
  ...new Set([entry.documentId, entry.id].flatMap((id) => nameOf(id) ?? [])),
];

function tagsOf(event: Fields, kind: string): string[] {
  if (kind === 'media') {
    const id = requiredName(fieldsOf(event.media).id, 'Strapi', 'media.id');
    return ['strapi:media', `strapi:media:${id}`];
  }
  const model = requiredName(event.model, 'Strapi', 'model');
  const ids = idsOf(fieldsOf(event.entry));
  if (ids.length === 0) throw wrongPayload('Strapi', 'its payload has no "entry.id"');
  return [`strapi:${model}`, ...ids.map((id) => `strapi:${model}:${id}`)];
}

/**
 * Reads Strapi's webhooks for entries and media. Without options an entry brings the tags `strapi:MODEL` and
 * `strapi:MODEL:ID`, with `documentId` as well as `id`. An entry that is saved as a draft (`publishedAt` is null) is
 * ignored. Strapi does not sign: set the header `Authorization: Bearer SECRET` on the webhook.
 * @example strapi({ paths: ({ entry }) => [`/blog/${entry.slug}`] })
 */
export const strapi = (options: StrapiOptions = {}): Adapter => ({
  name: 'strapi',
  secret: options.secret,
  matches: (headers) => headers.has('x-strapi-event'),
  read: ({ payload, headers }) => {
    const event = requiredFields(payload, 'Strapi');
    const name = nameOf(event.event) ?? headers.get('x-strapi-event') ?? '';
    const [kind = ''] = name.split('.');
    if (kind !== 'entry' && kind !== 'media') return [];
    const { modelsWithoutDrafts } = options;
    const hasDrafts = modelsWithoutDrafts && !modelsWithoutDrafts.includes(nameOf(event.model) ?? '');
    const isDraft = fieldsOf(event.entry).publishedAt === null || hasDrafts;
    if (isDraft && DRAFTS.includes(name)) return [];
    return changeOf(event, options, { tags: tagsOf(event, kind) });
  },
});
