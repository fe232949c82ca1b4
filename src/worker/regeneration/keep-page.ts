/** Keeps a page that the visitor sees and that did not come through the worker (rules 25 and 38). */
import { freshnessOf, isAhead } from '../../core/cache/freshness.js';
import { standingOf } from '../../core/cache/generation.js';
import type { Commands } from '../../shared/messages.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { fetchCollapsed } from './request-collapsing.js';
import { fetchOrigin } from '../origin/fetch-origin.js';
import type { Routes } from '../lookup/routes.js';
import { applyAnswer } from './apply-answer.js';
import { isPersonal, lookUp, targetOf } from '../lookup/target.js';
import { generationsOf } from '../visitor/generations.js';

/**
 * The answer that the page was made of, from the browser's HTTP cache: nothing is asked of the origin. Undefined where
 * that does not keep it, or keeps something of another size: a part of the page, say, that a script has fetched.
 */
async function fromHttpCache(url: string, size: number): Promise<Response | undefined> {
  const init = { mode: 'same-origin', credentials: 'same-origin', cache: 'only-if-cached' } as const;
  const response = await fetch(new Request(url, init)).catch(() => undefined);
  if (response?.status !== 200 || response.redirected) return undefined;
  const { byteLength } = await response.clone().arrayBuffer();
  return byteLength === size ? response : undefined;
}

/** @param replace in place of what is stored, however fresh that is */
export async function keepPage(
  { context, routes, event }: { context: Context; routes: Routes; event: Extendable },
  { url, replace = false, size }: Commands['keepPage']['params'],
): Promise<void> {
  const found = routes.find(url);
  if (!found) return;
  const request = new Request(url, { headers: { accept: 'text/html' } });
  const target = { ...(await targetOf(context, found, request)), request: undefined };
  if (target.bypass) return;
  const stored = await lookUp(context, target);
  const { current, ...others } = await generationsOf(context);
  if (stored.entry?.kind === 'pass' && isAhead(stored.entry.until, context.now())) return;
  const isGood =
    stored.body &&
    freshnessOf(stored.entry, context.now(), stored.invalidated) === 'fresh' &&
    standingOf(stored.entry.generation, { current, ...others }) === 'shown';
  if (isGood && !replace) return;

  const isOwn = isPersonal(found.route) || !found.route.policy.isShared;
  const shown = size && !isOwn ? await fromHttpCache(url, size) : undefined;
  if (!shown) {
    await fetchCollapsed(context, event, target, stored).flight.settled;
    return;
  }
  const own = { event, request, generation: current, loaded: () => Promise.resolve() };
  const answering: Context = { ...context, fetch: () => Promise.resolve(shown) };
  const asked = await fetchOrigin(answering, target, stored, { own });
  await applyAnswer(context, target, asked, stored.body && stored);
  await asked.response?.body?.cancel();
}
