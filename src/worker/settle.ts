/** What an answer of the origin does to the store, and who is told (rules 8, 9, 17 to 22). */
import { retryDelay } from '../core/backoff.js';
import { initialAgeOf } from '../core/freshness.js';
import { renewed } from '../core/headers.js';
import { lifetimeOf } from '../core/lifetime.js';
import type { PageEntry } from '../core/entry.js';
import type { Context } from './context.js';
import { keep } from './keep.js';
import { redirectTarget, type Asked } from './origin.js';
import { headersOf } from './respond.js';
import { urlFor, type StoredPage, type Target } from './target.js';

export type Outcome =
  | ({ kind: 'stored' } & StoredPage)
  | { kind: 'unchanged'; entry: PageEntry }
  | { kind: 'personal' | 'unstored' }
  | { kind: 'failed'; reason: unknown };

/** Seconds for which a URL that is not everyone's is passed straight through (rule 19). */
const PASS_TIME = 600;

/** Whether an open page shows the target's URL. */
const shows =
  (context: Context, { route, url }: Target) =>
  (client: Client): boolean =>
    urlFor(context, route, client.url) === url;

/** The stored page after a 304: its age starts again, its headers are renewed (RFC 9111 §4.3.4). */
async function renew(
  context: Context,
  { route }: Target,
  asked: Asked,
  entry: PageEntry,
): Promise<PageEntry> {
  const { headers: given } = asked.response ?? new Response();
  const headers = renewed(entry.headers, given);
  const next: PageEntry = {
    ...entry,
    headers,
    requestedAt: asked.requestedAt,
    initialAge: initialAgeOf(given),
    ...lifetimeOf(route, entry.status, headersOf(headers)),
    failures: 0,
    retryAt: 0,
  };
  await context.use((store) => store.amend(next));
  return next;
}

/** Remembers the URL as one to pass through. */
async function pass(context: Context, target: Target, redirected: boolean): Promise<void> {
  const { use, now, config } = context;
  const mark = (alias?: string): Promise<unknown> =>
    use(async (store) => {
      await store.put({
        kind: 'pass',
        key: target.key,
        size: 0,
        usedAt: now(),
        priority: -1,
        until: now() + PASS_TIME * 1000,
        alias,
      });
      return store.evict(config.limits);
    });
  await mark();
  if (!redirected) return;
  const alias = await redirectTarget(context, target);
  if (alias) await mark(alias);
}

async function noteFailure(context: Context, target: Target, entry: PageEntry, asked: Asked): Promise<void> {
  const { use, now, random, notifier } = context;
  const failures = entry.failures + 1;
  const retryAt = now() + retryDelay(entry.revalidate, failures, random()) * 1000;
  if (!asked.response) notifier.tell('offline', { url: target.url }, shows(context, target));
  await use((store) => store.amend({ ...entry, failures, retryAt }));
}

function tellOutcome(context: Context, target: Target, before: PageEntry, after: PageEntry): void {
  const { url, tags, requestedAt: generatedAt, hash } = after;
  const concerns = shows(context, target);
  if (before.failures) context.notifier.tell('online', { url }, concerns);
  context.notifier.tell(
    hash === before.hash ? 'unchanged' : 'updated',
    { url, tags: [...tags], generatedAt },
    concerns,
  );
}

async function apply(context: Context, target: Target, asked: Asked, entry?: PageEntry): Promise<Outcome> {
  const { verdict, response, requestedAt } = asked;
  switch (verdict.kind) {
    case 'store': {
      const stored = await keep(context, target, response?.clone() ?? new Response(), requestedAt);
      if (entry) tellOutcome(context, target, entry, stored.entry);
      return { kind: 'stored', ...stored };
    }
    case 'not-modified': {
      if (!entry) return { kind: 'failed', reason: 'a 304 to a request without a condition' };
      const next = await renew(context, target, asked, entry);
      tellOutcome(context, target, entry, next);
      return { kind: 'unchanged', entry: next };
    }
    case 'personal':
      await context.use((store) => store.delete(entry?.key ?? target.key));
      if (target.route.audience === 'everyone') await pass(context, target, verdict.reason === 'redirect');
      return { kind: 'personal' };
    case 'unstored':
      if (verdict.purge) await context.use((store) => store.delete(entry?.key ?? target.key));
      return { kind: 'unstored' };
    case 'failed':
      return { kind: 'failed', reason: verdict.reason };
  }
}

/** Whether a regeneration came to nothing: what was shown but is no page does not replace one (rules 9 and 20). */
const isFailure = ({ verdict }: Asked, { kind }: Outcome): boolean =>
  kind === 'failed' || (verdict.kind === 'unstored' && !verdict.purge);

const ignored = (): void => undefined;

/** Carries out the verdict on an answer. Never rejects: trouble is reported, and the page stands as it was. */
export async function settle(
  context: Context,
  target: Target,
  asked: Asked,
  entry?: PageEntry,
): Promise<Outcome> {
  let outcome: Outcome;
  try {
    outcome = await apply(context, target, asked, entry);
  } catch (reason) {
    context.report(reason);
    outcome = { kind: 'failed', reason };
  }
  // A body that was given up would go on arriving, and be kept in memory.
  if (outcome.kind === 'failed' && asked.verdict.kind === 'store')
    await asked.response?.body?.cancel().catch(ignored);
  if (entry && isFailure(asked, outcome))
    await noteFailure(context, target, entry, asked).catch(context.report);
  return outcome;
}
