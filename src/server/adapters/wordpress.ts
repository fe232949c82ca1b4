import { type Adapter, type AdapterOptions, changeOf } from './adapter.js';
import { type Fields, fieldsOf, nameOf, pathOf, requiredFields, requiredName } from './payload.js';

/** A post or a product, with the names of the REST API or of the class `WP_Post`. */
export type WordPressPost = Fields;

export interface WordPressOptions extends AdapterOptions<WordPressPost> {
  /** A header that tells WordPress' webhooks from others. @default any of those that WooCommerce and WP Webhooks send */
  readonly header?: string | undefined;
}

const HEADERS = ['x-wc-webhook-topic', 'x-wp-webhook-source', 'x-wordpress-event'];
/** WooCommerce's topics whose resource has no page. */
const WITHOUT_PAGE = ['order', 'customer', 'coupon'];

/** The plugin WP Webhooks puts the post into a member of its own. */
function postOf(payload: unknown): { post: Fields; around: Fields } {
  const around = requiredFields(payload, 'WordPress');
  const post = fieldsOf(around.post);
  return { post: Object.keys(post).length > 0 ? post : around, around };
}

/** Categories and tags by their slugs: `{ category: { news: { slug } } }` (WP Webhooks) or `[{ slug }]` (WooCommerce). */
function termsOf({ post, around }: ReturnType<typeof postOf>): string[] {
  const groups = [
    ...Object.entries(fieldsOf(around.taxonomies)),
    ['category', post.categories],
    ['tag', post.tags],
  ];
  return groups.flatMap(([name, terms]) =>
    Object.values(Array.isArray(terms) ? terms : fieldsOf(terms)).flatMap((term) => {
      const slug = nameOf(fieldsOf(term).slug);
      return slug ? [`wordpress:${String(name).replace(/^post_tag$/, 'tag')}:${slug}`] : [];
    }),
  );
}

/**
 * Reads the webhooks of WooCommerce, of the plugin WP Webhooks and of a few lines of PHP (see docs/feed.md): WordPress
 * has none of its own. Without options a post brings the tags `wordpress:ID` and `wordpress:type:TYPE`, one for each
 * category and tag (`wordpress:category:SLUG`), and the path of its permalink. WooCommerce signs with the secret of its
 * webhook; for the others set the header `Authorization: Bearer SECRET`.
 * @example wordpress({ paths: (post, paths) => [...paths, '/'] })
 */
export const wordpress = (options: WordPressOptions = {}): Adapter => ({
  name: 'wordpress',
  secret: options.secret,
  matches: (headers) => (options.header ? [options.header] : HEADERS).some((name) => headers.has(name)),
  read: ({ payload, headers }) => {
    const [resource = ''] = (headers.get('x-wc-webhook-topic') ?? '').split('.');
    // WooCommerce sends a form with the ID of the webhook when it is saved; as JSON it is `{ webhook_id }`.
    if (WITHOUT_PAGE.includes(resource) || fieldsOf(payload).webhook_id !== undefined) return [];
    const given = postOf(payload);
    const { post, around } = given;
    const id = requiredName(post.ID ?? post.id ?? around.post_id, 'WordPress', 'id');
    const type = (resource || nameOf(post.post_type ?? post.type)) ?? 'post';
    const path = pathOf(around.post_permalink ?? post.permalink ?? post.link);
    return changeOf(post, options, {
      tags: [`wordpress:${id}`, `wordpress:type:${resource ? 'product' : type}`, ...termsOf(given)],
      paths: path ? [path] : [],
    });
  },
});
