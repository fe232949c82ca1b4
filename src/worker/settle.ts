/** What an answer of the origin does to the store, and who is told (rules 8, 9, 17 to 22). */
import { retryDelay } from '../core/backoff.js';
import type { PageEntry } from '../core/entry.js';
import { renewed } from '../core/headers.js';
import { updated } from '../core/private-cache/fields.js';
import type { Context } from './context.js';
import { inDeployment, isOfAnother, keptDeployments } from './deployments.js';
import { keep } from './keep.js';
import { redirectTarget, type Asked } from './origin.js';
import { aged, tagsFor } from './page-entry.js';
import { headersOf } from './respond.js';
import { isPersonal, obeysOrigin, urlFor, type StoredPage, type Target } from './target.js';

/** What came of a request; `page` is the one to serve now, where the answer was a page. */
export interface Outcome {
  readonly kind: 'stored' | 'unchanged' | 'personal' | 'unstored' | 'failed';
  readonly page?: StoredPage;
}

/** Milliseconds for which a URL that is not everyone's is passed straight through (rule 19). */
const PASS_TIME = 600_000;

/** Whether an open page shows the target's URL. */
const shows =
  (context: Context, { route, url }: Target) =>
  (client: Client): boolean =>
    urlFor(context, route, client.url) === url;

/** The stored page after a 304: its age starts again, its headers are renewed (RFC 9111 §4.3.4). */
async function renew(
  { use }: Context,
  target: Target,
  answered: Headers,
  asked: Asked,
  { entry, body }: StoredPage,
): Promise<StoredPage> {
  const { route } = target;
  const { status } = entry;
  const headers = (globalThis.ISR_ORIGIN !== false && obeysOrigin(route) ? updated : renewed)(
    entry.headers,
    answered,
  );
  const life = aged(route, { status, headers: headersOf(headers) }, answered, asked);
  const next = { ...entry, headers, ...life, tags: tagsFor(target, headersOf(headers)) };
  await use((store) => store.amend(next));
  return { entry: next, body };
}

/** Remembers the URL as one to pass through. */
function pass({ use, now, config }: Context, { key }: Target, alias: string | undefined): Promise<unknown> {
  const usedAt = now();
  const until = usedAt + PASS_TIME;
  return use(async (store) => {
    await store.put({ kind: 'pass', key, size: 0, usedAt, priority: -1, until, alias });
    return store.evict(config.limits);
  });
}

/** The old page stays; the next try waits (rule 9). */
async function noteFailure(context: Context, target: Target, entry: PageEntry, asked: Asked): Promise<void> {
  const { use, now, random, notifier } = context;
  const failures = entry.failures + 1;
  const retryAt = now() + retryDelay(entry.revalidate, failures, random()) * 1000;
  if (asked.verdict.kind === 'failed' && !asked.response)
    notifier.tell('offline', { url: target.url }, shows(context, target));
  await use((store) => store.amend({ ...entry, failures, retryAt }));
}

function tellOutcome(context: Context, target: Target, before: PageEntry, after: PageEntry): void {
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

async function apply(context: Context, target: Target, asked: Asked, had?: StoredPage): Promise<Outcome> {
  const { verdict, response } = asked;
  const personal = verdict.kind === 'personal';
  const everyones = personal && !isPersonal(target.route);
  const there = everyones && verdict.reason === 'redirect' ? await redirectTarget(context, target) : null;
  // A redirect that leads nowhere is trouble of the origin: it costs no page.
  if (there === undefined && had) return { kind: 'failed' };
  if (personal || (verdict.kind === 'unstored' && verdict.purge))
    await context.use((store) => store.delete(had?.entry.key ?? target.key));
  if (everyones) await pass(context, target, there ?? undefined);
  if (personal || verdict.kind === 'unstored') return { kind: verdict.kind };

  const unchanged = verdict.kind === 'not-modified' && had;
  if (!response || (verdict.kind !== 'store' && !unchanged)) return { kind: 'failed' };
  const page = await (unchanged
    ? renew(context, target, response.headers, asked, had)
    : keep(context, target, response.clone(), asked));
  if (had) tellOutcome(context, target, had.entry, page.entry);
  return { kind: unchanged ? 'unchanged' : 'stored', page };
}

/** Carries out the verdict on an answer. Never rejects: trouble is reported, and the page stands as it was. */
export async function settle(
  context: Context,
  wanted: Target,
  asked: Asked,
  stored?: StoredPage,
): Promise<Outcome> {
  const { report } = context;
  const { verdict, response, deployment } = asked;
  // Pages of two deployments are never mixed: one goes where it says that it belongs, if that is kept (rule 32).
  const isOther = isOfAnother(deployment, wanted);
  if (isOther && !(await keptDeployments(context)).includes(deployment)) return { kind: 'unstored' };
  const target = isOther ? inDeployment(wanted, deployment) : wanted;
  const had = isOther ? undefined : stored;
  const outcome = (await apply(context, target, asked, had).catch(report)) || ({ kind: 'failed' } as const);
  const failed = outcome.kind === 'failed';
  // A body that was given up would go on arriving, and be kept in memory.
  if (failed && verdict.kind === 'store') response?.body?.cancel().catch(() => undefined);
  // What was shown but is no page does not replace one (rule 20).
  if (had && (failed || (verdict.kind === 'unstored' && !verdict.purge)))
    await noteFailure(context, target, had.entry, asked).catch(report);
  return outcome;
}
