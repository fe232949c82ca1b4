/** The outcome of a request to the origin, and the notices about it to open pages (rule 8). */
import type { PageEntry } from '../../core/cache/entry.js';
import type { StoredPage } from '../../storage/stored-page.js';
import { urlFor, type Target } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';

/** `page` is the page to serve now. Missing if the answer was not stored. */
export interface Outcome {
  /** `unproven`: the page is not verified to be everyone's yet. */
  readonly kind: 'stored' | 'unchanged' | 'personal' | 'unstored' | 'unproven' | 'failed';
  readonly page?: StoredPage;
}

/** Accepts the open pages that show the target's URL. */
export const shows =
  (context: Context, { route, url }: Target) =>
  (client: Client): boolean =>
    urlFor(context, route, client.url) === url;

/** Tells the open pages that show the URL whether the page has changed. */
export function announceOutcome(context: Context, target: Target, before: PageEntry, after: PageEntry): void {
  const { url, tags, requestedAt: generatedAt, hash } = after;
  const { notifier } = context;
  const concerns = shows(context, target);
  if (before.failures) notifier.tell('online', { url }, concerns);
  notifier.tell(
    hash === before.hash ? 'unchanged' : 'updated',
    { url, tags: [...tags], generatedAt },
    concerns,
  );
}
