/** Applies the origin's answer to the store, and tells open pages (rules 8, 9, 17 to 22). */
import { retryDelay } from '../../core/cache/backoff.js';
import { failure } from '../../shared/errors.js';
import type { PageEntry } from '../../core/cache/entry.js';
import type { StoredPage } from '../../storage/stored-page.js';
import { isDeclaredShared } from '../../core/cache/proof.js';
import type { Context } from '../runtime/context.js';
import { inDeployment, isOfAnother, keptDeployments } from '../deployments/deployments.js';
import { readAndStorePage } from '../storing/store-page.js';
import type { OriginAnswer } from '../origin/fetch-origin.js';
import { redirectTarget } from '../origin/redirect-target.js';
import { generationsOf } from '../visitor/generations.js';
import { bypass, bypassPersonal, BYPASS_MS } from '../proof/bypass.js';
import { proveOwnership } from '../proof/prove.js';
import { announceOutcome, shows, type Outcome } from '../storing/outcome.js';
import { refreshPage } from '../storing/refresh-page.js';
import { isPersonal, type Target } from '../lookup/target.js';

/** Keeps the stored page, delays its next regeneration, and tells the pages that show it (rule 9). */
async function noteFailure(
  context: Context,
  target: Target,
  entry: PageEntry,
  { verdict, response }: OriginAnswer,
): Promise<void> {
  const { use, now, random, notifier } = context;
  const failures = entry.failures + 1;
  const retryAt = now() + retryDelay(entry.revalidate, failures, random()) * 1000;
  const { url } = target;
  const concerns = shows(context, target);
  if (verdict.kind === 'failed' && !response) notifier.tell('offline', { url }, concerns);
  // A body that was refused is reported where it is read.
  else if (response && response.status > 399) {
    const { code, message } = failure(
      'failed',
      `regenerate "${url}"`,
      `the origin answered ${response.status}`,
      'The stored page stays',
    );
    notifier.tell('error', { code, message, url }, concerns);
  }
  await use((store) => store.updateMetadata({ ...entry, failures, retryAt }));
}

const deleteStored = ({ use }: Context, { key }: Target, stored: StoredPage | undefined): Promise<unknown> =>
  use((store) => store.delete(stored?.entry.key ?? key));

/** Bypasses a URL that redirects, and notes its destination for offline use (rule 21). */
async function applyRedirect(
  context: Context,
  target: Target,
  { visitorRequest }: OriginAnswer,
  stored: StoredPage | undefined,
): Promise<Outcome> {
  // The browser follows a visitor's redirect itself, which shows its destination (see `followsRedirect`).
  const destination = stored || !visitorRequest ? await redirectTarget(context, target) : null;
  // The origin is at fault if the destination does not answer: the stored page stays.
  if (destination === undefined && stored) return { kind: 'failed' };
  await deleteStored(context, target, stored);
  await bypass(context, target, {
    why: 'it redirects',
    alias: destination ?? undefined,
    // After a visitor's own redirect the entry only holds the alias: the next request may be stored again.
    timeMs: visitorRequest ? 0 : BYPASS_MS,
  });
  return { kind: 'personal' };
}

/** Stores nothing of a personal page (rule 19). */
async function applyPersonal(
  context: Context,
  target: Target,
  answer: OriginAnswer,
  reason: string,
  stored: StoredPage | undefined,
): Promise<Outcome> {
  if (isPersonal(target.route)) await deleteStored(context, target, stored);
  else if (reason === 'redirect') return applyRedirect(context, target, answer, stored);
  else {
    const why = `the origin answered ${reason}`;
    // An anonymous answer to a new URL says nothing about the visitor: other pages need no verification.
    const concernsVisitor = answer.visitorRequest || stored;
    if (concernsVisitor) await bypassPersonal(context, target, stored, why);
    else await bypass(context, target, { why });
  }
  return { kind: 'personal' };
}

/**
 * The generation in which an anonymous answer counts as verified (rule 25): that of the stored page, also if it is
 * `UNVERIFIED`; undefined for a new page that nothing verifies.
 */
async function verifiedGeneration(
  context: Context,
  { route }: Target,
  { headers }: Response,
  stored: StoredPage | undefined,
): Promise<number | undefined> {
  const { current, isKnown } = await generationsOf(context);
  if (isPersonal(route) || route.audience === 'everyone') return current;
  // A regenerated page inherits the verification of the page before.
  if (stored) return stored.entry.generation;
  // After a personal page, the origin may tell this visitor something else than an anonymous request.
  return !isKnown && isDeclaredShared(headers) ? current : undefined;
}

/** Stores the page, or renews the stored one after a 304. */
async function applyPage(
  context: Context,
  target: Target,
  answer: OriginAnswer,
  stored: StoredPage | undefined,
): Promise<Outcome> {
  const { verdict, response, visitorRequest, requestedAt, fence, clearGeneration } = answer;
  const confirmed = verdict.kind === 'not-modified' ? stored : undefined;
  if (!response || (verdict.kind !== 'store' && !confirmed)) return { kind: 'failed' };
  if (visitorRequest && !confirmed)
    return proveOwnership(context, target, { ...answer, response, visitorRequest }, stored);
  const { headers } = response;
  const generation = await verifiedGeneration(context, target, response, stored);
  const { ways, survived } = stored?.entry ?? {};
  const note = { requestedAt, fence, clearGeneration, generation, survived, ways };
  const page = await (confirmed
    ? refreshPage(context, target, confirmed, { ...note, headers })
    : readAndStorePage(context, target, response.clone(), note));
  if (stored) announceOutcome(context, target, stored.entry, page.entry);
  return { kind: confirmed ? 'unchanged' : 'stored', page };
}

async function apply(
  context: Context,
  target: Target,
  answer: OriginAnswer,
  stored: StoredPage | undefined,
): Promise<Outcome> {
  const { verdict } = answer;
  if (verdict.kind === 'personal') return applyPersonal(context, target, answer, verdict.reason, stored);
  if (verdict.kind !== 'unstored') return applyPage(context, target, answer, stored);
  if (verdict.purge) await deleteStored(context, target, stored);
  return { kind: 'unstored' };
}

/** Carries out the verdict on an answer. Never rejects: a failure is reported, and the stored page stays. */
export async function applyAnswer(
  context: Context,
  requested: Target,
  answer: OriginAnswer,
  page?: StoredPage,
): Promise<Outcome> {
  const { report } = context;
  const { verdict, response, deployment, visitorRequest } = answer;
  // A scripted request may be for something else at this URL (rule 30).
  if (visitorRequest?.scriptedWay && verdict.kind !== 'store') return { kind: 'unstored' };
  // The page is stored under the deployment that it names, if that one is kept (rule 32).
  const isOther = isOfAnother(deployment, requested);
  if (isOther && !(await keptDeployments(context)).includes(deployment)) return { kind: 'unstored' };
  const target = isOther ? inDeployment(requested, deployment) : requested;
  const stored = isOther ? undefined : page;
  const outcome =
    (await apply(context, target, answer, stored).catch(report)) || ({ kind: 'failed' } as const);
  const failed = outcome.kind === 'failed';
  // An unread body would be buffered in memory.
  if (failed && verdict.kind === 'store' && !visitorRequest) response?.body?.cancel().catch(() => undefined);
  // Answers that are delivered but not stored do not replace a stored page (rule 20).
  const isNotStored = failed || (verdict.kind === 'unstored' && !verdict.purge);
  if (stored && isNotStored && !visitorRequest?.scriptedWay)
    await noteFailure(context, target, stored.entry, answer).catch(report);
  return outcome;
}
