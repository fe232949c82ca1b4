/**
 * Files of other sites. The browser fetches them by itself, under the page's own policies; the worker keeps them
 * afterwards, mostly from the browser's HTTP cache, where its policy lets it (rule 37).
 */
import type { AssetCopies } from './asset-cache.js';
import type { AssetIndex } from './asset-index.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import type { OwnPolicy } from '../visitor/own-policy.js';
import { savesData } from '../runtime/save-data.js';
import { fewAtOnce, sleep } from '../runtime/timers.js';
import { whileOpen } from '../runtime/while-open.js';

export interface ForeignAssets {
  /** Keeps a file that a page loads by itself, once the page has it. */
  note(event: FetchEvent, url: string): void;
  /** Whether a file may be asked for besides the page's own request. */
  mayAsk(event: Extendable, url: string, destination?: string): boolean;
}

/** Milliseconds in which the page itself has the file, and its HTTP cache too. */
const BEHIND = 2000;
/** Milliseconds that a file may take: an opaque one may have no end, which nothing else shows. */
const FILE_TIMEOUT_MS = 10_000;
/** How many files of one page are asked for: as many as there are places. */
const MAX_OF_PAGE = 30;
/** How many pages are counted. */
const MAX_PAGES = 100;

export function createForeignAssets(
  context: Context,
  { index, copies, policy }: { index: AssetIndex; copies: AssetCopies; policy: OwnPolicy },
): ForeignAssets {
  const { wipes, fetch } = context;
  /** Files that are being kept, or could not be, for as long as this worker runs. */
  const asked = new Set<string>();
  /** How many files were asked for behind each document. */
  const counts = new Map<string, number>();
  const inTurn = fewAtOnce(3);

  const keep = async (event: FetchEvent, url: string): Promise<void> => {
    const { request, clientId } = event;
    const { mode, referrer, referrerPolicy, destination } = request;
    if (!(await policy.allows())) return;
    const before = wipes.count;
    const { active: id, all } = await copies.places(clientId);
    const { signal, end } = whileOpen(context, clientId, FILE_TIMEOUT_MS);
    try {
      const init: RequestInit = { cache: 'force-cache', signal, referrer, referrerPolicy };
      const response = (await copies.find(url, all, mode))
        ? undefined
        : await fetch(new Request(request, init));
      const isPicture = destination === 'image';
      if (response) await copies.store(event, url, { id, response }, { wipes: before, isPicture, signal });
    } finally {
      end();
    }
    if (index.keeps(url) || before !== wipes.count) asked.delete(url);
  };
  const mayAsk: ForeignAssets['mayAsk'] = (event, url, destination = '') => {
    if (savesData() || policy.isDenied || asked.has(url)) return false;
    // A request more would count as a view more, where it is a tracker: such a one never comes with this query again.
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
      if (count >= MAX_OF_PAGE || request.headers.get('save-data') === 'on') return;
      if (!mayAsk(event, url, request.destination)) return;
      if (counts.size > MAX_PAGES) counts.clear();
      counts.set(clientId, count + 1);
      asked.add(url);
      event.waitUntil(
        sleep(BEHIND)
          .then(() => inTurn(() => keep(event, url)))
          .catch(() => undefined),
      );
    },
  };
}
