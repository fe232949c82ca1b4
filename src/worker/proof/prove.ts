/**
 * Shows whose page a visitor's own answer is (rule 25): by what it says of itself, by the page that is stored, or by a
 * copy that is asked for as nobody once the page has loaded.
 */
import type { HeaderSource } from '../../core/http/headers.js';
import { freshnessOf, isAhead } from '../../core/cache/freshness.js';
import { standingOf } from '../../core/cache/generation.js';
import {
  compareCopies,
  isSameTag,
  proofBy,
  isDeclaredShared,
  type Copy,
  type Proof,
} from '../../core/cache/proof.js';
import type { Context } from '../runtime/context.js';
import { readPage, storePage, type ReadPage } from '../storing/store-page.js';
import { fetchOrigin, type OriginAnswer, type VisitorRequest } from '../origin/fetch-origin.js';
import { headersOf } from '../runtime/response.js';
import { announceOutcome, type Outcome } from '../storing/outcome.js';
import { refreshPage } from '../storing/refresh-page.js';
import { bypass, bypassPersonal } from './bypass.js';
import { isPersonal, lookUp, type Target } from '../lookup/target.js';
import { type StoredPage } from '../../core/cache/entry.js';
import { noteNotPage } from '../visitor/scripted-requests.js';
import { visitorOf } from '../visitor/visitor.js';
import { generationsOf, judge, raise } from '../visitor/generations.js';

type OwnAnswer = OriginAnswer & { response: Response; own: VisitorRequest };

/** Milliseconds that the copy may take: the browser ends a background job not much later. */
const COPY_TIMEOUT_MS = 25_000;
/** Milliseconds for which a page is not tried again whose copy could not be had. */
const UNPROVEN_BYPASS_MS = 60_000;
const latin1 = new TextDecoder('latin1');
const copyOf = (status: number, headers: HeaderSource, body: ArrayBuffer): Copy => ({
  status,
  headers,
  text: latin1.decode(body),
});

const savesData = ({ headers }: Request): boolean => headers.get('save-data') === 'on';

/** Whether it is the page that is stored: the same entity tag, or the same bytes but for nonces. */
function isStored(own: Copy, { entry, body }: StoredPage): boolean {
  const headers = headersOf(entry.headers);
  if (own.status !== entry.status) return false;
  return isSameTag(own.headers, headers) || compareCopies(own, copyOf(entry.status, headers, body)).same;
}

/** The stored page, shown to be this visitor's too. */
async function confirm(
  context: Context,
  target: Target,
  { requestedAt, fence, response, own }: OwnAnswer,
  had: StoredPage,
): Promise<Outcome> {
  const { generation, way } = own;
  const { ways = [] } = had.entry;
  const known = way && !ways.includes(way) ? [...ways, way].slice(-5) : ways;
  const note = { requestedAt, fence, generation, ways: known, headers: response.headers };
  const page = await refreshPage(context, target, had, note);
  announceOutcome(context, target, had.entry, page.entry);
  return { kind: 'unchanged', page };
}

/** Notes that the stored page is no longer the visitor's. One that was only compared behind a hit shows all others again. */
async function noteChange(context: Context, { entry, invalidated }: StoredPage): Promise<void> {
  if (freshnessOf(entry, context.now(), invalidated) !== 'fresh') return;
  const standing = standingOf(entry.generation, await generationsOf(context));
  await judge(context, entry, false);
  if (standing === 'check-behind') await raise(context);
}

/** What the copy shows, and the copy itself where it is a page. */
async function fetchAnonymousCopy(
  context: Context,
  target: Target,
  own: Copy,
): Promise<{ proof: Proof; copy?: ReadPage | undefined; asked: OriginAnswer }> {
  const asked = await fetchOrigin(
    context,
    { ...target, request: undefined },
    { fence: 0 },
    {
      signal: AbortSignal.timeout(COPY_TIMEOUT_MS),
      etag: own.status === 200 ? own.headers.get('etag') : null,
    },
  );
  const { verdict, response } = asked;
  if (verdict.kind === 'not-modified') return { proof: { whose: 'everyone', by: 'not-modified' }, asked };
  if (!response || verdict.kind === 'failed')
    return { proof: { whose: 'unknown', why: 'the request without cookies failed' }, asked };
  if (verdict.kind !== 'store') {
    response.body?.cancel().catch(() => undefined);
    const why = `the request without cookies was answered ${verdict.reason}`;
    return { proof: { whose: 'visitor', why }, asked };
  }
  const copy = await readPage(context, target, response);
  return { proof: proofBy(own, copyOf(response.status, response.headers, copy.body)), copy, asked };
}

/** Compares the visitor's page with the copy that nobody was given, and stores it where it is everyone's. */
async function prove(
  context: Context,
  target: Target,
  { requestedAt, fence, wipes, own }: OwnAnswer,
  page: ReadPage,
  had?: StoredPage,
): Promise<void> {
  const { generation, way, request } = own;
  const mine = copyOf(page.response.status, page.response.headers, page.body);
  await own.loaded();
  const now = await lookUp(context, target);
  // Another visit has shown it meanwhile.
  if (!had && now.body && isStored(mine, now)) return;
  const { proof, copy, asked } = await fetchAnonymousCopy(context, target, mine);
  const ways = way ? [way] : had?.entry.ways;
  const note = { requestedAt, fence, wipes, generation, ways };
  const store = async (whole: ReadPage, at = requestedAt): Promise<void> => {
    const stored = await storePage(context, target, whole, { ...note, requestedAt: at });
    if (had) announceOutcome(context, target, had.entry, stored.entry);
  };
  // An answer that says that it is everyone's, and was asked for under more parameters than the page has (rule 5).
  const bothVouch = [mine, ...(copy ? [copy.response] : [])].every(({ headers }) =>
    isDeclaredShared(headers),
  );
  const isVouchedFor = target.route.audience === 'everyone' || (!way && bothVouch);
  if (copy && (proof.whose === 'everyone' || isVouchedFor)) return store(copy, asked.requestedAt);
  if (proof.whose === 'everyone') return store(page);
  if (way) {
    noteNotPage(context, way, request.url);
  } else if (isCanonical(request, target)) {
    // What was marked as out of date in between may have changed in between.
    const isSameTime = (await lookUp(context, target)).fence === fence;
    if (proof.whose === 'visitor' && isSameTime) await bypassPersonal(context, target, had, proof.why);
    else if (!had) await bypass(context, target, { why: proof.why, time: UNPROVEN_BYPASS_MS });
  }
}

/** The URL without its fragment, and its parameters in order. */
function withSortedQuery(given: string): string {
  const { origin, pathname, search } = new URL(given);
  return `${origin}${pathname}?${search.slice(1).split('&').sort().join('&')}`;
}

/**
 * Whether the visitor asked for the very page that is stored: parameters that are left out of its URL may make another
 * (rule 5), unless the site itself says that they do not.
 */
const isCanonical = ({ url }: Request, { url: canonical, hasSearchRule }: Target): boolean =>
  hasSearchRule === true || withSortedQuery(url) === withSortedQuery(canonical);

/** @returns what is there to be served now; the rest goes on behind it */
export async function proveOwnership(
  context: Context,
  target: Target,
  asked: OwnAnswer,
  had: StoredPage | undefined,
): Promise<Outcome> {
  const { report, now } = context;
  const { own, requestedAt, fence, wipes } = asked;
  const { event, request, generation, way } = own;
  if (!own.copy) return { kind: 'unstored' };
  const page = await readPage(context, target, own.copy);
  const { headers } = page.response;
  if (had) {
    const same = isStored(copyOf(page.response.status, headers, page.body), had);
    if (same) {
      await judge(context, had.entry, true);
      return confirm(context, target, asked, had);
    }
    if (way) {
      noteNotPage(context, way, request.url);
      return { kind: 'unstored' };
    }
    await noteChange(context, had);
  }
  const isOwn = isPersonal(target.route);
  if (isOwn || (!way && isCanonical(request, target) && isDeclaredShared(headers))) {
    const note = { requestedAt, fence, wipes, generation, ways: had?.entry.ways };
    const stored = await storePage(context, target, page, note);
    if (had) announceOutcome(context, target, had.entry, stored.entry);
    return { kind: 'stored', page: stored };
  }
  // The visitor wishes to save data, or the copy is asked for already, or was in vain a moment ago.
  const { proofs } = visitorOf(context);
  const isSkipped = savesData(request) || proofs.has(target.key) || isAhead(had?.entry.retryAt ?? 0, now());
  if (isSkipped) return { kind: 'unproven' };
  proofs.add(target.key);
  const proof = prove(context, target, asked, page, had)
    .catch(report)
    .finally(() => proofs.delete(target.key));
  event.waitUntil(proof);
  return { kind: 'unproven' };
}
