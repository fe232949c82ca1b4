/** The interface of an adapter, which turns the webhook of a CMS into tags and paths. */
import type { SignedRequest } from '../webhooks/schemes.js';
import type { Secret } from '../webhooks/secrets.js';
import type { Verified } from '../webhooks/verify.js';

/** What has changed: pages by tags and paths, or the deployment, or the switch. */
export interface Change {
  readonly tags?: readonly string[];
  /** `/a` is one page, `/a/*` all below it, `/*` everything. */
  readonly paths?: readonly string[];
  /** @default 'soft' */
  readonly mode?: 'soft' | 'hard' | undefined;
  readonly deployment?: string;
  readonly disabled?: boolean;
}

export interface ReceivedWebhook {
  /** The parsed JSON. */
  readonly payload: unknown;
  readonly headers: Headers;
}

export interface Adapter {
  /** In errors, and in the IDs of deliveries. */
  readonly name: string;
  /** A secret for this sender alone. @default the feed's */
  readonly secret?: Secret | undefined;
  /** Whether a webhook is this sender's. */
  readonly matches: (headers: Headers) => boolean;
  /** A signature of the sender's own. @default one of those that the feed knows */
  readonly verify?: ((request: SignedRequest) => Promise<Verified | false> | Verified | false) | undefined;
  /**
   * The changes that a webhook tells of. None for a webhook that changes no page, such as a saved draft.
   * @throws IsrError `bad-request` for a payload that is not the sender's
   */
  readonly read: (webhook: ReceivedWebhook) => readonly Change[] | undefined;
}

/** The options that all adapters share. `Content`: what the CMS sends of a document. */
export interface AdapterOptions<Content> {
  /** A secret for this sender alone. @default the feed's */
  readonly secret?: Secret | undefined;
  /**
   * The tags that are out of date. @default those of the adapter, which are handed in
   * @example tags: ({ slug }, tags) => [...tags, `article:${slug}`]
   */
  readonly tags?: ((content: Content, defaults: readonly string[]) => readonly string[]) | undefined;
  /** The paths that are out of date. @default those of the adapter @example paths: ({ slug }) => [`/blog/${slug}`] */
  readonly paths?: ((content: Content, defaults: readonly string[]) => readonly string[]) | undefined;
  /** @default 'soft' */
  readonly mode?: 'soft' | 'hard' | undefined;
}

/** One change, by the options and what the adapter names by default. None if neither tags nor paths are left. */
export function changeOf<Content>(
  content: Content,
  { tags, paths, mode }: AdapterOptions<Content>,
  defaults: { tags: readonly string[]; paths?: readonly string[] },
): readonly Change[] {
  const { paths: defaultPaths = [] } = defaults;
  const change = {
    tags: tags?.(content, defaults.tags) ?? defaults.tags,
    paths: paths?.(content, defaultPaths) ?? defaultPaths,
  };
  return change.tags.length + change.paths.length > 0 ? [{ ...change, ...(mode && { mode }) }] : [];
}
