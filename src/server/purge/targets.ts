/** What an event makes a CDN forget. */
import { failure } from '../../shared/errors.js';
import type { FeedEvent } from '../../shared/feed.js';

/** Removes copies from a CDN. Rejects if that failed at last; the feed publishes the event nevertheless. */
export type Purge = (event: FeedEvent) => Promise<void>;

export interface Targets {
  readonly tags: readonly string[];
  /** Paths of one page. */
  readonly paths: readonly string[];
  /** Paths with all below them, without `/*`. Never the root: that is `everything`. */
  readonly prefixes: readonly string[];
  readonly everything: boolean;
}

const NOTHING: Targets = { tags: [], paths: [], prefixes: [], everything: false };

/** CDNs take tags of visible ASCII characters without commas. No response can carry another one. */
const isCdnTag = (tag: string): boolean => /^[\x21-\x2b\x2d-\x7e]{1,1024}$/.test(tag);

/** A new deployment changes every page. The switch changes none. */
export function targetsOf(event: FeedEvent): Targets {
  if ('deployment' in event) return { ...NOTHING, everything: true };
  if ('disabled' in event) return NOTHING;
  const { tags = [], paths = [] } = event;
  const prefixes = paths.filter((path) => path.endsWith('/*'));
  return {
    tags: tags.filter(isCdnTag),
    paths: paths.filter((path) => !path.endsWith('/*')),
    prefixes: prefixes.map((path) => path.slice(0, -2)).filter(Boolean),
    everything: prefixes.includes('/*'),
  };
}

/** Parts of at most so many items. */
export function parts<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}

/** @throws IsrError `bad-request` for an option that is missing. */
export function assertGiven(cdn: string, options: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(options))
    if (typeof value !== 'string' || !value)
      throw failure(
        'bad-request',
        `make the purge of ${cdn}`,
        `"${name}" is missing`,
        `Give it in the options of ${cdn}`,
      );
}

/** @throws IsrError `bad-request` for anything but the origin of a site. */
export function originOf(cdn: string, origin: string): URL {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw failure(
    'bad-request',
    `make the purge of ${cdn}`,
    `"origin" is "${origin}"`,
    'Give one such as https://shop.example',
  );
}

/** Purges several CDNs at once, each to its end. @throws IsrError `failed` with all failures as its `cause` */
export async function purgeAll(purges: readonly Purge[], event: FeedEvent): Promise<void> {
  const results = await Promise.allSettled(purges.map(async (purge) => purge(event)));
  const errors = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (errors.length === 0) return;
  if (errors.length === 1) throw errors[0];
  const text = errors.map((error) => (error instanceof Error ? error.message : String(error))).join(' ');
  throw failure('failed', `purge ${errors.length} CDNs`, text.replace(/\.$/, ''), 'Correct each', errors);
}
