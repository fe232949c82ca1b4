import type { SignedRequest } from '../webhooks/schemes.js';
import type { Secret } from '../webhooks/secrets.js';
import type { Verified } from '../webhooks/verify.js';
import type { Adapter, Change } from './adapter.js';
import { fill } from './template.js';

/** Templates with JSON paths, or a function of the payload. A template whose value is absent gives nothing. */
export type Mapping = readonly string[] | ((payload: unknown, headers: Headers) => readonly string[]);

export interface GenericOptions {
  /** @default 'generic' */
  readonly name?: string | undefined;
  /** The header that tells this sender's webhooks from others, or a function. @default every webhook */
  readonly match?: string | ((headers: Headers) => boolean) | undefined;
  /** A secret for this sender alone. @default the feed's */
  readonly secret?: Secret | undefined;
  /** A signature that the feed does not know. Returns false for a wrong one, else `{ id }` of the delivery, or `{}`. */
  readonly verify?: ((request: SignedRequest) => Promise<Verified | false> | Verified | false) | undefined;
  /** @example tags: ['product:{data.id}', 'category:{data.categories[*].slug}'] */
  readonly tags?: Mapping | undefined;
  /** @example paths: (payload) => [`/products/${payload.data.slug}`] */
  readonly paths?: Mapping | undefined;
  /** @default 'soft' */
  readonly mode?: 'soft' | 'hard' | undefined;
  /** The template of a deployment's ID. @example deployment: '{deployment.sha}' */
  readonly deployment?: string | undefined;
}

const isFunction = (mapping: Mapping): mapping is Exclude<Mapping, readonly string[]> =>
  typeof mapping === 'function';

function namesBy(mapping: Mapping | undefined, payload: unknown, headers: Headers): readonly string[] {
  if (!mapping) return [];
  return isFunction(mapping)
    ? mapping(payload, headers)
    : mapping.flatMap((template) => fill(template, payload));
}

/**
 * Reads the webhooks of any sender by templates or functions. A webhook for which they give nothing is ignored.
 * @example generic({ match: 'x-shop-event', tags: ['product:{data.id}'], paths: ['/products/{data.slug}'] })
 */
export const generic = (options: GenericOptions): Adapter => {
  const { name = 'generic', match, mode } = options;
  return {
    name,
    secret: options.secret,
    verify: options.verify,
    matches: (headers) => (typeof match === 'string' ? headers.has(match) : (match?.(headers) ?? true)),
    read: ({ payload, headers }) => {
      const tags = namesBy(options.tags, payload, headers);
      const paths = namesBy(options.paths, payload, headers);
      const [deployment] = options.deployment ? fill(options.deployment, payload) : [];
      const change: Change = {
        ...(tags.length > 0 && { tags }),
        ...(paths.length > 0 && { paths }),
        ...(deployment && { deployment }),
      };
      return Object.keys(change).length > 0
        ? [{ ...change, ...(tags.length + paths.length > 0 && mode && { mode }) }]
        : [];
    },
  };
};
