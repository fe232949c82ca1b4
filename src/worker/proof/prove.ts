/**
 * Verifies that the response to a visitor's own request is the same for everyone (rule 25): by its headers, by the stored
 * page, or by an anonymous copy, which is requested once the page has loaded.
 */
import type { StoredPage } from '../../storage/stored-page.js';
import { freshnessOf, isAhead } from '../../core/cache/freshness.js';
import { standingOf } from '../../core/cache/generation.js';
import { isDeclaredShared, type Proof } from '../../core/cache/proof.js';
import { isFromBefore } from '../../core/http/outdated.js';
import { isActionUrl } from '../../core/http/request-kind.js';
import { isPersonal, type Target } from '../lookup/target.js';
import { lookUp } from '../lookup/lookup.js';
import type { OriginAnswer, VisitorRequest } from '../origin/fetch-origin.js';
import type { Context } from '../runtime/context.js';
import { announceOutcome, type Outcome } from '../storing/outcome.js';
import { refreshPage } from '../storing/refresh-page.js';
import { readPage, storePage, type ReadPage } from '../storing/store-page.js';
import { generationsOf, noteComparison, raiseGeneration } from '../visitor/generations.js';
import { noteNotPage } from '../visitor/scripted-requests.js';
import { visitorOf } from '../visitor/visitor.js';
import {
  COPY_TIMEOUT_MS,
  copyOfPage,
  fetchAnonymousCopy,
  isStoredPage,
  type AnonymousCopy,
} from './anonymous-copy.js';
import { bypass, bypassPersonal } from './bypass.js';
import { isCanonical } from './canonical-request.js';

/** The response to a visitor's own request. */
type VisitorAnswer = OriginAnswer & { response: Response; visitorRequest: VisitorRequest };

/** Wait before the next try where the anonymous request failed. */
const UNPROVEN_BYPASS_MS = 60_000;
/** Scripts ask for one page in few ways. */
const MAX_WAYS = 5;

const savesData = ({ headers }: Request): boolean => headers.get('save-data') === 'on';

/** Renews the stored page, which the visitor's response confirmed. */
async function confirmStored(
  context: Context,
  target: Target,
  { requestedAt, fence, response, visitorRequest }: VisitorAnswer,
  stored: StoredPage,
): Promise<Outcome> {
  const { generation, scriptedWay } = visitorRequest;
  const survived = await noteComparison(context, stored.entry, generation, true);
  const { ways = [] } = stored.entry;
  const isNewWay = scriptedWay && !ways.includes(scriptedWay);
  const page = await refreshPage(context, target, stored, {
    requestedAt,
    fence,
    generation,
    survived,
    ways: isNewWay ? [...ways, scriptedWay].slice(-MAX_WAYS) : ways,
    headers: response.headers,
  });
  announceOutcome(context, target, stored.entry, page.entry);
  return { kind: 'unchanged', page };
}

/**
 * Notes that the visitor's response differs from the stored page. After a comparison behind a hit, all other stored
 * pages are verified again.
 */
async function noteChange(
  context: Context,
  { visitorRequest: { generation } }: VisitorAnswer,
  { entry, invalidated }: StoredPage,
): Promise<void> {
  if (freshnessOf(entry, context.now(), invalidated) !== 'fresh') return;
  const standing = standingOf(entry, await generationsOf(context));
  await noteComparison(context, entry, generation, false);
  if (standing === 'check-behind') await raiseGeneration(context);
}

/** Stores a page as verified in the generation of the visitor's request. */
async function storeVerified(
  context: Context,
  target: Target,
  { fence, clearGeneration, visitorRequest, ...answer }: VisitorAnswer,
  { page, requestedAt = answer.requestedAt }: VerifiedPage,
  stored: StoredPage | undefined,
  ways = stored?.entry.ways,
): Promise<StoredPage> {
  const { generation } = visitorRequest;
  const note = { requestedAt, fence, clearGeneration, generation, ways };
  const next = await storePage(context, target, page, note);
  if (stored) announceOutcome(context, target, stored.entry, next.entry);
  return next;
}

interface VerifiedPage {
  readonly page: ReadPage;
  /** Milliseconds since the epoch. @default when the visitor's request was sent */
  readonly requestedAt?: number;
}

/** The page to store after the comparison: the anonymous copy if there is one. Undefined if nothing was verified. */
function verifiedPage(
  { route }: Target,
  page: ReadPage,
  { proof, page: copy, answer }: AnonymousCopy,
  scriptedWay: string | undefined,
): VerifiedPage | undefined {
  const isEveryones = proof.whose === 'everyone';
  if (!copy) return isEveryones ? { page } : undefined;
  // The visitor's URL may have more parameters than the canonical one, so that both responses have to be `public` (rule 5).
  const areDeclaredShared = [page, copy].every(({ response }) => isDeclaredShared(response.headers));
  const isVouchedFor = route.audience === 'everyone' || (!scriptedWay && areDeclaredShared);
  return isEveryones || isVouchedFor ? { page: copy, requestedAt: answer.requestedAt } : undefined;
}

/** Bypasses the store for a URL whose page could not be verified: 10 minutes if it is personal, else 1 minute. */
async function noteUnverified(
  context: Context,
  target: Target,
  { fence, visitorRequest: { scriptedWay, request } }: VisitorAnswer,
  proof: Exclude<Proof, { whose: 'everyone' }>,
  stored: StoredPage | undefined,
): Promise<void> {
  if (scriptedWay) noteNotPage(context, scriptedWay, request.url);
  if (scriptedWay || !isCanonical(request, target)) return;
  // After an invalidation the two copies may differ because the page itself changed between the two requests.
  const isSameFence = (await lookUp(context, target)).fence === fence;
  if (proof.whose === 'visitor' && isSameFence) await bypassPersonal(context, target, stored, proof.why);
  else if (!stored) await bypass(context, target, { why: proof.why, timeMs: UNPROVEN_BYPASS_MS });
}

/** Compares the visitor's page with an anonymous copy, and stores it if it is everyone's. */
async function prove(
  context: Context,
  target: Target,
  answer: VisitorAnswer,
  page: ReadPage,
  stored: StoredPage | undefined,
): Promise<void> {
  const { scriptedWay, loaded } = answer.visitorRequest;
  const visitorCopy = copyOfPage(page);
  await loaded();
  const current = await lookUp(context, target);
  const isVerifiedMeanwhile = !stored && current.body && (await isStoredPage(visitorCopy, current));
  if (isVerifiedMeanwhile) return;
  const copy = await fetchAnonymousCopy(context, target, visitorCopy);
  const verified = verifiedPage(target, page, copy, scriptedWay);
  if (verified)
    await storeVerified(context, target, answer, verified, stored, scriptedWay ? [scriptedWay] : undefined);
  else if (copy.proof.whose !== 'everyone') await noteUnverified(context, target, answer, copy.proof, stored);
}

/** Whether the visitor's page may be stored without a comparison: it is on a user's route, or declares itself shared. */
function needsNoProof(target: Target, { visitorRequest }: VisitorAnswer, { response }: ReadPage): boolean {
  const { scriptedWay, request } = visitorRequest;
  if (isPersonal(target.route)) return true;
  return !scriptedWay && isCanonical(request, target) && isDeclaredShared(response.headers);
}

/**
 * Compares the visitor's response with the stored page, and stores it if it is everyone's.
 * @returns the page to serve now; an anonymous copy is compared in the background
 */
export async function proveOwnership(
  context: Context,
  target: Target,
  answer: VisitorAnswer,
  stored: StoredPage | undefined,
): Promise<Outcome> {
  const { copy, visitorRequest, requestedAt, response } = answer;
  const { request, scriptedWay, generation } = visitorRequest;
  // The browser cached this answer before the visitor's generation began: it may be another visitor's page (rule 36).
  if (!copy || isFromBefore(generation, response.headers, requestedAt)) {
    copy?.body?.cancel().catch(() => undefined);
    return { kind: 'unstored' };
  }
  const page = await readPage(context, target, copy);
  if (stored) {
    if (await isStoredPage(copyOfPage(page), stored)) return confirmStored(context, target, answer, stored);
    if (scriptedWay) {
      noteNotPage(context, scriptedWay, request.url);
      return { kind: 'unstored' };
    }
    await noteChange(context, answer, stored);
  }
  if (needsNoProof(target, answer, page))
    return { kind: 'stored', page: await storeVerified(context, target, answer, { page }, stored) };

  // The anonymous copy would act once more.
  if (isActionUrl(new URL(request.url))) return { kind: 'unproven' };
  // The copy would not come in time either, and would be asked for in vain.
  const isSlow = context.now() - answer.requestedAt > COPY_TIMEOUT_MS;
  const { proofs } = visitorOf(context);
  const failedLately = isAhead(stored?.entry.retryAt ?? 0, context.now());
  if (savesData(request) || proofs.has(target.key) || failedLately || isSlow) return { kind: 'unproven' };
  proofs.add(target.key);
  const proof = prove(context, target, answer, page, stored).catch(context.report);
  visitorRequest.event.waitUntil(proof.finally(() => proofs.delete(target.key)));
  return { kind: 'unproven' };
}
