/** What came of a request to the origin, and which open pages are told (rule 8). */
import type { PageEntry, StoredPage } from '../../core/cache/entry.js';
import { urlFor, type Target } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';

/** What came of a request; `page` is the one to serve now, where the answer was a page. */
export interface Outcome {
  /** `unproven`: whether it is everyone's is yet to be shown. */
  readonly kind: 'stored' | 'unchanged' | 'personal' | 'unstored' | 'unproven' | 'failed';
  readonly page?: StoredPage;
}

/** Whether an open page shows the target's URL. */
export const shows =
  (context: Context, { route, url }: Target) =>
  (client: Client): boolean =>
    urlFor(context, route, client.url) === url;

/** Tells the pages that show the URL whether a regeneration changed it. */
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
