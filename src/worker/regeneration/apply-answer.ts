/** What an answer of the origin does to the store, and who is told (rules 8, 9, 17 to 22). */
import { retryDelay } from '../../core/cache/backoff.js';
import type { PageEntry } from '../../core/cache/entry.js';
import { renewed } from '../../core/policy/route/stored-headers.js';
import { updated } from '../../core/policy/origin/stored-headers.js';
import { vouchesForItself } from '../../core/cache/proof.js';
import type { Context } from '../runtime/context.js';
import { inDeployment, isOfAnother, keptDeployments } from '../deployments/deployments.js';
import { heedAge } from './origin-age.js';
import { keep } from './store-page.js';
import { redirectTarget, type Asked } from '../origin/fetch-origin.js';
import { aged, tagsFor } from './page-entry.js';
import { headersOf } from '../runtime/response.js';
import { generationsOf, noteKnown } from '../visitor/generations.js';
import { showWhose } from './prove.js';
import { isPersonal, obeysOrigin, urlFor, type StoredPage, type Target } from '../lookup/target.js';

/** What came of a request; `page` is the one to serve now, where the answer was a page. */
export interface Outcome {
  /** `unproven`: whether it is everyone's is yet to be shown. */
  readonly kind: 'stored' | 'unchanged' | 'personal' | 'unstored' | 'unproven' | 'failed';
  readonly page?: StoredPage;
}

/** Milliseconds for which a URL that is not everyone's is passed straight through (rule 19). */
const PASS_TIME = 600_000;

/** Whether an open page shows the target's URL. */
const shows =
  (context: Context, { route, url }: Target) =>
  (client: Client): boolean =>
    urlFor(context, route, client.url) === url;

/** What confirmed a stored page: the fields of the answer, and when and in which generation it was asked for. */
interface Confirmation
  extends Pick<Asked, 'requestedAt' | 'fence'>, Partial<Pick<PageEntry, 'generation' | 'ways'>> {
  readonly headers: Headers;
}

/** The stored page once it is confirmed: its age starts again, its headers are renewed (RFC 9111 §4.3.4). */
export async function renew(
  context: Context,
  target: Target,
  { entry, body }: StoredPage,
  { headers: answered, ...asked }: Confirmation,
): Promise<StoredPage> {
  const { route } = target;
  const { status } = entry;
  const headers = (globalThis.ISR_ORIGIN !== false && obeysOrigin(route) ? updated : renewed)(
    entry.headers,
    answered,
  );
  const life = aged(route, { status, headers: headersOf(headers) }, answered, asked);
  const { generation = entry.generation, ways = entry.ways } = asked;
  const next = { ...entry, headers, ...life, generation, ways, tags: tagsFor(target, headersOf(headers)) };
  return context.use(async (store) => {
    const heeded = await heedAge(context, store, next, entry);
    await store.amend(heeded);
    return { entry: heeded, body };
  });
}

/** Why a URL is passed through, for how many milliseconds, and where it redirects. */
interface Passing {
  why: string;
  alias?: string | undefined;
  time?: number;
}

/** Remembers the URL as one that goes straight through to the network (rule 19, Varnish's hit-for-pass). */
export function passThrough(
  { use, now, config }: Context,
  { key }: Target,
  { why, alias, time = PASS_TIME }: Passing,
): Promise<unknown> {
  const usedAt = now();
  const until = usedAt + time;
  return use(async (store) => {
    await store.put({ kind: 'pass', key, size: 0, usedAt, priority: -1, until, why, alias });
    return store.evict(config.limits);
  });
}

/** Stores nothing of a page that is not everyone's, drops an older copy, and shows all others again (rules 19 and 36). */
export async function bypassPersonal(
  context: Context,
  target: Target,
  had: StoredPage | undefined,
  why: string,
): Promise<void> {
  await context.use((store) => store.delete(had?.entry.key ?? target.key));
  await passThrough(context, target, { why });
  await noteKnown(context);
  // Where the site is built, who builds it is told, once for each page.
  if (/^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(location.hostname))
    console.info(
      `[sw-isr] ${target.url} is not cached: ${why}. Where it is everyone's all the same, send "Cache-Control: public" or give its route audience: 'everyone'.`,
    );
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

export function tellOutcome(context: Context, target: Target, before: PageEntry, after: PageEntry): void {
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
  const { verdict, response, own } = asked;
  const personal = verdict.kind === 'personal';
  const isUsers = isPersonal(target.route);
  const redirects = personal && verdict.reason === 'redirect';
  // Where a visitor's own redirect leads is seen when the browser follows it.
  const there = redirects && !isUsers && (had || !own) ? await redirectTarget(context, target) : null;
  // A redirect that leads nowhere is trouble of the origin: it costs no page.
  if (there === undefined && had) return { kind: 'failed' };
  if (personal && !isUsers && !redirects) {
    const why = `the origin answered ${verdict.reason}`;
    // What was asked for ahead as nobody, and is for nobody, says nothing of the visitor.
    if (own || had) await bypassPersonal(context, target, had, why);
    else await passThrough(context, target, { why });
    return { kind: 'personal' };
  }
  if (personal || (verdict.kind === 'unstored' && verdict.purge))
    await context.use((store) => store.delete(had?.entry.key ?? target.key));
  if (redirects && !isUsers)
    await passThrough(context, target, {
      why: 'it redirects',
      alias: there ?? undefined,
      // After a visitor's own, no copy is asked for at the next visit either: nothing has to go through.
      time: own ? 0 : PASS_TIME,
    });
  if (personal || verdict.kind === 'unstored') return { kind: verdict.kind };

  const unchanged = verdict.kind === 'not-modified' && had;
  if (!response || (verdict.kind !== 'store' && !unchanged)) return { kind: 'failed' };
  if (own && !unchanged) return showWhose(context, target, { ...asked, response, own }, had);
  const { requestedAt, fence, wipes } = asked;
  const { headers } = response;
  const { current, isKnown } = await generationsOf(context);
  // What was shown of the page before holds for the one in its place (rule 25). A page that nobody asked for before is
  // shown by what it says of itself, unless the visitor is somebody: the origin may tell them something else.
  const isVouched =
    isUsers || target.route.audience === 'everyone' || (!had && !isKnown && vouchesForItself(headers));
  const generation = isVouched ? current : had?.entry.generation;
  const note = { requestedAt, fence, wipes, generation, ways: had?.entry.ways };
  const page = await (unchanged
    ? renew(context, target, had, { ...note, headers })
    : keep(context, target, response.clone(), note));
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
  const { verdict, response, deployment, own } = asked;
  // What a script was given in a way of its own says nothing of the page, unless it is the page.
  if (own?.way && verdict.kind !== 'store') return { kind: 'unstored' };
  // Pages of two deployments are never mixed: one goes where it says that it belongs, if that is kept (rule 32).
  const isOther = isOfAnother(deployment, wanted);
  if (isOther && !(await keptDeployments(context)).includes(deployment)) return { kind: 'unstored' };
  const target = isOther ? inDeployment(wanted, deployment) : wanted;
  const had = isOther ? undefined : stored;
  const outcome = (await apply(context, target, asked, had).catch(report)) || ({ kind: 'failed' } as const);
  const failed = outcome.kind === 'failed';
  // A body that was given up would go on arriving, and be kept in memory.
  if (failed && verdict.kind === 'store' && !asked.own) response?.body?.cancel().catch(() => undefined);
  // What was shown but is no page does not replace one (rule 20).
  if (had && !own?.way && (failed || (verdict.kind === 'unstored' && !verdict.purge)))
    await noteFailure(context, target, had.entry, asked).catch(report);
  return outcome;
}
