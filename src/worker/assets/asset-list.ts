/**
 * Keeps the files that the config lists: those of the build that no page has loaded yet. A tab that stays open over a
 * deployment finds them here when the server has them no more (rule 32).
 */
import type { ResolvedConfig } from '../../config/resolve.js';
import { failure } from '../../shared/errors.js';
import { isImmutable, isPage } from './asset-answer.js';
import { isForeign, type AssetCopies } from './asset-cache.js';
import { keptName, listName, type AssetIndex } from './asset-index.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { savesData } from '../runtime/save-data.js';
import { fewAtOnce, runConfigFunction, sleep } from '../runtime/timers.js';
import { parseUrl } from '../runtime/url.js';

/** Milliseconds in which the page that is there loads first. */
const BEHIND = 2000;
/** Milliseconds after which no more files are begun: an event may last no longer. The next one goes on. */
const STEP = 20_000;
/** Milliseconds that one file may take. */
const FILE_TIMEOUT_MS = 10_000;
/** How many files may fail before the network is taken to be gone. */
const MAX_FAILURES = 3;
/** Milliseconds after which what failed is tried again. */
const REST = 60_000;

/** The listed files as URLs of this site. */
async function urlsOf({ list = [], maxEntries }: NonNullable<ResolvedConfig['assets']>): Promise<string[]> {
  const given: unknown = typeof list === 'function' ? await runConfigFunction('assets.list', list) : list;
  if (!Array.isArray(given))
    throw failure('failed', 'read "assets.list"', 'its function returned no array', 'Return one of paths');
  const urls = given.map((path) => parseUrl(String(path), location.origin)?.href.replace(/#.*/, ''));
  return [...new Set(urls)]
    .filter((url) => url !== undefined && !isForeign(url))
    .slice(0, maxEntries) as string[];
}

export function createAssetList(
  context: Context,
  options: NonNullable<ResolvedConfig['assets']>,
  { index, copies }: { index: AssetIndex; copies: AssetCopies },
): (event: Extendable) => void {
  const { config, now, online, isReplaced, report, wipes, fetch } = context;
  const id = config.deployment;
  let running: Promise<void> | undefined;
  let restUntil = 0;

  const keep = async (event: Extendable, url: string, all: string[]): Promise<void> => {
    const had = await copies.find(url, all);
    const before = wipes.count;
    const signal = AbortSignal.timeout(FILE_TIMEOUT_MS);
    const response =
      had && isImmutable(had.response) ? had.response : await fetch(new Request(url, { signal }));
    if (await isPage(response)) await response.body?.cancel();
    else await copies.store(event, url, { id, response }, { wipes: before, had, signal });
  };
  const step = async (event: Extendable): Promise<void> => {
    await index.read();
    await sleep(BEHIND);
    const { all } = await copies.places('');
    if (index.has(listName(id)) || !all.includes(id)) return;
    const urls = (await urlsOf(options)).filter((url) => !index.has(keptName(url, id)));
    const until = now() + STEP;
    const inTurn = fewAtOnce(3);
    const state = { failures: 0, isOver: false };
    const work = async (url: string): Promise<void> => {
      state.isOver ||= now() > until || state.failures > MAX_FAILURES;
      if (!state.isOver) await keep(event, url, all);
    };
    const fail = (): void => {
      state.failures += 1;
      restUntil = now() + REST;
    };
    await Promise.all(urls.map((url) => inTurn(() => work(url)).catch(fail)));
    if (!state.isOver && !state.failures) index.use(event, listName(id));
  };
  const start = (event: Extendable): Promise<void> =>
    step(event).catch((error: unknown) => {
      restUntil = now() + REST;
      report(error);
    });
  return (event) => {
    if (!running && (index.has(listName(id)) || now() < restUntil)) return;
    if (!online() || savesData() || isReplaced()) return;
    running ??= start(event).finally(() => {
      running = undefined;
    });
    event.waitUntil(running);
  };
}
