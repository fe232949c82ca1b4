/** Asks the network for an asset; the kept copy answers where the network fails, is late, or has something else there. */
import { isCopyable, isPage } from './asset-answer.js';
import type { AssetCopies, Copy } from './asset-cache.js';
import type { Context } from '../runtime/context.js';
import type { ForeignAssets } from './foreign-assets.js';
import { refreshPageWithMissingAsset, type Mended } from './missing-asset.js';
import type { OwnPolicy } from '../visitor/own-policy.js';
import type { Routes } from '../lookup/routes.js';
import type { Aside } from '../visitor/stand-aside.js';
import { sleep } from '../runtime/timers.js';
import { whileOpen } from '../runtime/while-open.js';

/** What the handling of assets is made of. */
export interface AssetParts {
  context: Context;
  copies: AssetCopies;
  policy: OwnPolicy;
  foreign: ForeignAssets;
  aside: Aside;
  /** Files of this site that its policy keeps from the worker, since they lead to another site. */
  barred: Set<string>;
}

/** A file that a document asks for: for which deployment, and what is kept of it. */
export interface Wanted {
  readonly event: FetchEvent;
  /** Without its fragment. */
  readonly url: string;
  readonly own: string;
  readonly active: string;
  /** How often files had been wiped when it was asked for. */
  readonly before: number;
  readonly found: Copy | undefined;
}

/** An answer, and what is left to do then. */
interface Answered {
  readonly response: Response;
  readonly later?: Promise<unknown> | undefined;
}

/** Milliseconds that a copy may take: what the browser kills can't be finished. */
const COPY_TIMEOUT_MS = 25_000;

/** Keeps a response for the document's deployment. */
export async function keepCopy(
  { context, copies }: AssetParts,
  { event, url, own: id, before, found: had }: Wanted,
  response: Response,
): Promise<void> {
  const { signal, end } = whileOpen(context, event.clientId, COPY_TIMEOUT_MS);
  await copies.store(event, url, { id, response }, { wipes: before, had, signal }).finally(end);
}

/** Answers from the network first. */
export function createNetworkFirst(
  parts: AssetParts,
  find: Routes['find'],
): (wanted: Wanted) => Promise<Response> {
  const { context, policy, foreign, aside, barred } = parts;
  const mended: Mended = { pages: new Map(), told: new Set() };
  /** Opaque files whose copy this worker has renewed: nothing shows whether they changed. */
  const renewed = new Set<string>();

  /** The worker's request failed, and nothing is kept: the browser makes its own. */
  const standAside = ({ event, url }: Wanted): Answered => ({
    response: aside.redirect(event.request.url),
    later: policy.allows().then((allows) => allows === false && barred.add(url)),
  });

  /** Whether a copy of a good answer is kept. An opaque one that is new may have no end. */
  const isKept = ({ event, url, found }: Wanted, response: Response): boolean => {
    if (response.type !== 'opaque') return isCopyable(response);
    if (!found) foreign.note(event, url);
    if (found?.response.type !== 'opaque' || renewed.has(url)) return false;
    renewed.add(url);
    return true;
  };

  async function ask(wanted: Wanted, isLate: () => boolean): Promise<Answered> {
    const { event, own, active, found } = wanted;
    const { request } = event;
    const had = found?.response;
    const response = await context.fetch(request).catch(() => undefined);
    if (!response) return had ? { response: had } : standAside(wanted);
    const { status } = response;
    const isOther = await isPage(response);
    const isGone = status === 404 || status === 410 || (isOther && status === 200);
    if (had && (isGone || isOther || status > 499)) return { response: had, later: response.body?.cancel() };
    if (isGone && /^(?:style|script)$/.test(request.destination)) {
      return {
        response,
        later: refreshPageWithMissingAsset(context, event, find, { own, active, ...mended }),
      };
    }
    if (isGone || isOther || !isKept(wanted, response)) return { response };
    // A copy that nobody reads would stay in memory.
    return { response, later: keepCopy(parts, wanted, isLate() ? response : response.clone()) };
  }

  return (wanted) => {
    const { event, found } = wanted;
    const had = found?.response;
    let isLate = false;
    const asking = ask(wanted, () => isLate);
    // The event is kept alive from the start: one that has ended can't be.
    event.waitUntil(
      asking
        .then(({ response, later }) => later ?? (isLate && response !== had && response.body?.cancel()))
        .catch(context.report),
    );
    const answer = asking.then(({ response }) => response);
    if (!had) return answer;
    const patience = sleep(context.config.networkTimeout).then(() => {
      isLate = true;
      return had;
    });
    return Promise.race([answer, patience]);
  };
}
