/** What an answer of the origin does to the store, and who is told (rules 8, 9, 17 to 22). */
import { retryDelay } from '../../core/cache/backoff.js';
import type { PageEntry } from '../../core/cache/entry.js';
import { isDeclaredShared } from '../../core/cache/proof.js';
import type { Context } from '../runtime/context.js';
import { inDeployment, isOfAnother, keptDeployments } from '../deployments/deployments.js';
import { readAndStorePage } from '../storing/store-page.js';
import { type OriginAnswer } from '../origin/fetch-origin.js';
import { redirectTarget } from '../origin/redirect-target.js';
import { generationsOf } from '../visitor/generations.js';
import { bypass, bypassPersonal, BYPASS_MS } from '../proof/bypass.js';
import { proveOwnership } from '../proof/prove.js';
import { announceOutcome, shows, type Outcome } from '../storing/outcome.js';
import { refreshPage } from '../storing/refresh-page.js';
import { isPersonal, type Target } from '../lookup/target.js';
import { type StoredPage } from '../../core/cache/entry.js';

/** The old page stays; the next try waits (rule 9). */
async function noteFailure(
  context: Context,
  target: Target,
  entry: PageEntry,
  asked: OriginAnswer,
): Promise<void> {
  const { use, now, random, notifier } = context;
  const failures = entry.failures + 1;
  const retryAt = now() + retryDelay(entry.revalidate, failures, random()) * 1000;
  if (asked.verdict.kind === 'failed' && !asked.response)
    notifier.tell('offline', { url: target.url }, shows(context, target));
  await use((store) => store.updateMetadata({ ...entry, failures, retryAt }));
}

async function apply(
  context: Context,
  target: Target,
  asked: OriginAnswer,
  had?: StoredPage,
): Promise<Outcome> {
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
    else await bypass(context, target, { why });
    return { kind: 'personal' };
  }
  if (personal || (verdict.kind === 'unstored' && verdict.purge))
    await context.use((store) => store.delete(had?.entry.key ?? target.key));
  if (redirects && !isUsers)
    await bypass(context, target, {
      why: 'it redirects',
      alias: there ?? undefined,
      // After a visitor's own, no copy is asked for at the next visit either: nothing has to go through.
      time: own ? 0 : BYPASS_MS,
    });
  if (personal || verdict.kind === 'unstored') return { kind: verdict.kind };

  const unchanged = verdict.kind === 'not-modified' && had;
  if (!response || (verdict.kind !== 'store' && !unchanged)) return { kind: 'failed' };
  if (own && !unchanged) return proveOwnership(context, target, { ...asked, response, own }, had);
  const { requestedAt, fence, wipes } = asked;
  const { headers } = response;
  const { current, isKnown } = await generationsOf(context);
  // What was shown of the page before holds for the one in its place (rule 25). A page that nobody asked for before is
  // shown by what it says of itself, unless the visitor is somebody: the origin may tell them something else.
  const isVouched =
    isUsers || target.route.audience === 'everyone' || (!had && !isKnown && isDeclaredShared(headers));
  const generation = isVouched ? current : had?.entry.generation;
  const note = { requestedAt, fence, wipes, generation, ways: had?.entry.ways };
  const page = await (unchanged
    ? refreshPage(context, target, had, { ...note, headers })
    : readAndStorePage(context, target, response.clone(), note));
  if (had) announceOutcome(context, target, had.entry, page.entry);
  return { kind: unchanged ? 'unchanged' : 'stored', page };
}

/** Carries out the verdict on an answer. Never rejects: trouble is reported, and the page stands as it was. */
export async function applyAnswer(
  context: Context,
  wanted: Target,
  asked: OriginAnswer,
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
