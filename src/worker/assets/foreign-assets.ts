/**
 * Files of other sites. The browser fetches them itself, under the page's own policies. The worker stores them afterwards
 * if its CSP allows it, mostly from the browser's HTTP cache (rule 37).
 */
import type { AssetCopies } from './asset-cache.js';
import type { AssetIndex } from './asset-index.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import type { OwnPolicy } from '../visitor/own-policy.js';
import { savesData } from '../runtime/save-data.js';
import { limitConcurrency, sleep } from '../runtime/timers.js';
import { tabSignal } from './tab-signal.js';

export interface ForeignAssets {
  /** Stores a file after the page has loaded it. */
  note(event: FetchEvent, url: string): void;
  /** Whether the worker may request the file in addition to the page. */
  mayAsk(event: Extendable, url: string, destination?: string): boolean;
}

/** Within this time the page has loaded the file, and the browser's HTTP cache has it. */
const START_DELAY_MS = 2000;
/** An opaque response may be a stream that never ends. */
const FILE_TIMEOUT_MS = 10_000;
/** As many as opaque files are kept. */
const MAX_PER_PAGE = 30;
/** Counts are dropped beyond so many pages. */
const MAX_PAGES = 100;
const CONCURRENCY = 3;

export function createForeignAssets(
  context: Context,
  { index, copies, policy }: { index: AssetIndex; copies: AssetCopies; policy: OwnPolicy },
): ForeignAssets {
  const { clears, fetch } = context;
  /** Files that are being stored, or that could not be stored since this worker started. */
  const tried = new Set<string>();
  /** How many files were requested for each document. */
  const counts = new Map<string, number>();
  const limited = limitConcurrency(CONCURRENCY);

  const keep = async (event: FetchEvent, url: string): Promise<void> => {
    const { request, clientId } = event;
    const { mode, referrer, referrerPolicy, destination } = request;
    if (!(await policy.allows())) return;
    const clearGeneration = clears.generation;
    const { activeDeployment: id, all } = await copies.deploymentsFor(clientId);
    const { signal, end } = tabSignal(context, clientId, FILE_TIMEOUT_MS);
    try {
      const init: RequestInit = { cache: 'force-cache', signal, referrer, referrerPolicy };
      const response = (await copies.find(url, all, mode))
        ? undefined
        : await fetch(new Request(request, init));
      const isImage = destination === 'image';
      if (response) await copies.store(event, url, { id, response }, { clearGeneration, isImage, signal });
    } finally {
      end();
    }
    if (index.keeps(url) || clearGeneration !== clears.generation) tried.delete(url);
  };
  const mayAsk: ForeignAssets['mayAsk'] = (event, url, destination = '') => {
    if (savesData() || policy.isDenied || tried.has(url)) return false;
    // A second request to a tracker would count as a second view. A tracker's URL has a new query each time, so that a URL
    // with a query is only requested when a page loads it again.
    if (!url.includes('?') || destination === 'style' || destination === 'font' || index.has(url))
      return true;
    index.use(event, url);
    return false;
  };
  return {
    mayAsk,
    note(event, url) {
      const { clientId, request } = event;
      const count = counts.get(clientId) ?? 0;
      if (count >= MAX_PER_PAGE || request.headers.get('save-data') === 'on') return;
      if (!mayAsk(event, url, request.destination)) return;
      if (counts.size > MAX_PAGES) counts.clear();
      counts.set(clientId, count + 1);
      tried.add(url);
      event.waitUntil(
        sleep(START_DELAY_MS)
          .then(() => limited(() => keep(event, url)))
          .catch(() => undefined),
      );
    },
  };
}
