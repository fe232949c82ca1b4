/**
 * Stores the files in `assets.list`: files of the build that no page has loaded yet. A tab that stays open over a
 * deployment gets them from here once the server has deleted them (rule 32).
 */
import type { ResolvedConfig } from '../../config/resolve.js';
import { isAhead } from '../../core/cache/freshness.js';
import { failure } from '../../shared/errors.js';
import { isImmutable, isPage } from './asset-answer.js';
import { isForeign, type AssetCopies } from './asset-cache.js';
import { keptName, listName, type AssetIndex } from './asset-index.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { savesData } from '../runtime/save-data.js';
import { limitConcurrency, runConfigFunction, sleep } from '../runtime/timers.js';
import { parseUrl } from '../runtime/url.js';

/** Lets the open page load first. */
const START_DELAY_MS = 2000;
/** Browsers end longer events. The next event continues. */
const STEP_MS = 20_000;
const FILE_TIMEOUT_MS = 10_000;
/** After more failures the step ends: the network is probably gone. */
const MAX_FAILURES = 3;
const RETRY_DELAY_MS = 60_000;
const CONCURRENCY = 3;

/** The listed files of this site, as URLs. */
async function urlsOf({ list = [], maxEntries }: NonNullable<ResolvedConfig['assets']>): Promise<string[]> {
  const paths: unknown = typeof list === 'function' ? await runConfigFunction('assets.list', list) : list;
  if (!Array.isArray(paths))
    throw failure(
      'failed',
      'read "assets.list"',
      'the function returned no array',
      'Return an array of paths',
    );
  const urls = paths.map((path) => parseUrl(String(path), location.origin)?.href.replace(/#.*/, ''));
  return [...new Set(urls)]
    .filter((url) => url !== undefined && !isForeign(url))
    .slice(0, maxEntries) as string[];
}

export function createAssetList(
  context: Context,
  options: NonNullable<ResolvedConfig['assets']>,
  { index, copies }: { index: AssetIndex; copies: AssetCopies },
): (event: Extendable) => void {
  const { config, now, online, isReplaced, report, clears, fetch } = context;
  const id = config.deployment;
  let running: Promise<void> | undefined;
  let restUntil = 0;

  const keep = async (event: Extendable, url: string, all: string[]): Promise<void> => {
    const stored = await copies.find(url, all);
    const clearGeneration = clears.generation;
    const signal = AbortSignal.timeout(FILE_TIMEOUT_MS);
    const response =
      stored && isImmutable(stored.response) ? stored.response : await fetch(new Request(url, { signal }));
    if (await isPage(response)) await response.body?.cancel();
    else await copies.store(event, url, { id, response }, { clearGeneration, stored, signal });
  };
  const step = async (event: Extendable): Promise<void> => {
    await index.read();
    if (index.has(listName(id))) return;
    await sleep(START_DELAY_MS);
    const { all } = await copies.deploymentsFor('');
    if (!all.includes(id)) return;
    const urls = (await urlsOf(options)).filter((url) => !index.has(keptName(url, id)));
    const startedAt = now();
    const limited = limitConcurrency(CONCURRENCY);
    const state = { failures: 0, isOver: false };
    const work = async (url: string): Promise<void> => {
      state.isOver ||= Math.abs(now() - startedAt) > STEP_MS || state.failures > MAX_FAILURES;
      if (!state.isOver) await keep(event, url, all);
    };
    const fail = (): void => {
      state.failures += 1;
      restUntil = now() + RETRY_DELAY_MS;
    };
    await Promise.all(urls.map((url) => limited(() => work(url)).catch(fail)));
    if (!state.isOver && !state.failures) index.use(event, listName(id));
  };
  const start = (event: Extendable): Promise<void> =>
    step(event).catch((error: unknown) => {
      restUntil = now() + RETRY_DELAY_MS;
      report(error);
    });
  return (event) => {
    if (!running && (index.has(listName(id)) || isAhead(restUntil, now()))) return;
    if (!online() || savesData() || isReplaced()) return;
    running ??= start(event).finally(() => {
      running = undefined;
    });
    event.waitUntil(running);
  };
}
