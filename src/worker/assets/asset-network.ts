/** Network first for assets. The stored copy answers if the network fails, times out, or no longer has the file. */
import { isCopyable, isPage } from './asset-answer.js';
import type { AssetCopies, StoredAsset } from './asset-cache.js';
import type { Context } from '../runtime/context.js';
import type { ForeignAssets } from './foreign-assets.js';
import { refreshPageWithMissingAsset, type RefreshState } from './missing-asset.js';
import type { OwnPolicy } from '../visitor/own-policy.js';
import type { Routes } from '../lookup/routes.js';
import type { Aside } from '../visitor/stand-aside.js';
import { sleep } from '../runtime/timers.js';
import { tabSignal } from './tab-signal.js';

export interface AssetParts {
  context: Context;
  copies: AssetCopies;
  policy: OwnPolicy;
  foreign: ForeignAssets;
  aside: Aside;
  /** Files of this site that redirect to another site, which the worker's CSP forbids: left to the browser. */
  blocked: Set<string>;
}

/** A document's request for a file. */
export interface AssetRequest {
  readonly event: FetchEvent;
  /** Without its fragment. */
  readonly url: string;
  /** The ID of the document's deployment. */
  readonly ownDeployment: string;
  /** The ID of the active deployment. */
  readonly activeDeployment: string;
  /** `context.clears.generation` when the file was requested. */
  readonly clearGeneration: number;
  readonly stored: StoredAsset | undefined;
}

/** A response, and background work. */
interface AssetResponse {
  readonly response: Response;
  readonly later?: Promise<unknown> | undefined;
}

/** Browsers end a background event a little later. */
const COPY_TIMEOUT_MS = 25_000;

/** Stores a response for the document's deployment. */
export async function keepCopy(
  { context, copies }: AssetParts,
  { event, url, ownDeployment: id, clearGeneration, stored }: AssetRequest,
  response: Response,
): Promise<void> {
  const { signal, end } = tabSignal(context, event.clientId, COPY_TIMEOUT_MS);
  await copies.store(event, url, { id, response }, { clearGeneration, stored, signal }).finally(end);
}

export function createNetworkFirst(
  parts: AssetParts,
  find: Routes['find'],
): (assetRequest: AssetRequest) => Promise<Response> {
  const { context, policy, foreign, aside, blocked } = parts;
  const refreshed: RefreshState = { pages: new Map(), handled: new Set() };
  /** Opaque files that this worker has stored again. One renewal is enough: nothing shows whether they changed. */
  const renewed = new Set<string>();

  /** The worker's request failed, and nothing is stored: the browser makes its own request. */
  const standAside = ({ event, url }: AssetRequest): AssetResponse => ({
    response: aside.redirect(event.request.url),
    later: policy.allows().then((allows) => allows === false && blocked.add(url)),
  });

  /** Whether to store the response. A new opaque one is left to `foreign`: its stream may never end. */
  const isStorable = ({ event, url, stored }: AssetRequest, response: Response): boolean => {
    if (response.type !== 'opaque') return isCopyable(response);
    if (!stored) foreign.note(event, url);
    if (stored?.response.type !== 'opaque' || renewed.has(url)) return false;
    renewed.add(url);
    return true;
  };

  async function ask(assetRequest: AssetRequest, isLate: () => boolean): Promise<AssetResponse> {
    const { event, ownDeployment, activeDeployment, stored } = assetRequest;
    const { request } = event;
    const copy = stored?.response;
    const response = await context.fetch(request).catch(() => undefined);
    if (!response) return copy ? { response: copy } : standAside(assetRequest);
    const { status } = response;
    const isHtmlPage = await isPage(response);
    const isMissing = status === 404 || status === 410 || (isHtmlPage && status === 200);
    if (copy && (isMissing || isHtmlPage || status > 499))
      return { response: copy, later: response.body?.cancel() };
    if (isMissing && /^(?:style|script)$/.test(request.destination)) {
      return {
        response,
        later: refreshPageWithMissingAsset(context, event, find, {
          ownDeployment,
          activeDeployment,
          ...refreshed,
        }),
      };
    }
    if (isMissing || isHtmlPage || !isStorable(assetRequest, response)) return { response };
    // If the stored copy was served, the response itself is read: an unread clone would be buffered in memory.
    return { response, later: keepCopy(parts, assetRequest, isLate() ? response : response.clone()) };
  }

  return (assetRequest) => {
    const { event, stored } = assetRequest;
    const copy = stored?.response;
    let isLate = false;
    const asked = ask(assetRequest, () => isLate);
    // Called at once: `waitUntil` throws after the event has ended.
    event.waitUntil(
      asked
        .then(({ response, later }) => later ?? (isLate && response !== copy && response.body?.cancel()))
        .catch(context.report),
    );
    const answer = asked.then(({ response }) => response);
    if (!copy) return answer;
    const lateCopy = sleep(context.config.networkTimeout).then(() => {
      isLate = true;
      return copy;
    });
    return Promise.race([answer, lateCopy]);
  };
}
