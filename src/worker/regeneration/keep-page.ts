/** Stores the page that a client shows, if it did not come through the worker (rules 25 and 38). */
import { freshnessOf, isAhead } from '../../core/cache/freshness.js';
import { standingOf } from '../../core/cache/generation.js';
import { isActionUrl } from '../../core/http/request-kind.js';
import type { Commands } from '../../shared/messages.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { fetchCollapsed } from './request-collapsing.js';
import { fetchOrigin } from '../origin/fetch-origin.js';
import type { Routes } from '../lookup/routes.js';
import { applyAnswer } from './apply-answer.js';
import { isPersonal, targetOf } from '../lookup/target.js';
import { lookUp } from '../lookup/lookup.js';
import { generationsOf } from '../visitor/generations.js';

/**
 * The page's response from the browser's HTTP cache, so that the origin is not asked. Undefined if the cache has none, or
 * one of another size, such as a part of the page that a script fetched.
 */
async function fromHttpCache(url: string, size: number): Promise<Response | undefined> {
  const init = { mode: 'same-origin', credentials: 'same-origin', cache: 'only-if-cached' } as const;
  const response = await fetch(new Request(url, init)).catch(() => undefined);
  if (response?.status !== 200 || response.redirected) return undefined;
  const { byteLength } = await response.clone().arrayBuffer();
  return byteLength === size ? response : undefined;
}

/** @param replace replaces a fresh stored page too */
export async function keepPage(
  { context, routes, event }: { context: Context; routes: Routes; event: Extendable },
  { url, replace = false, size }: Commands['keepPage']['params'],
): Promise<void> {
  const matched = routes.find(url);
  // The anonymous copy would act once more.
  if (!matched || isActionUrl(new URL(url))) return;
  const request = new Request(url, { headers: { accept: 'text/html' } });
  const target = { ...(await targetOf(context, matched, request)), request: undefined };
  if (target.bypass) return;
  const stored = await lookUp(context, target);
  const generations = await generationsOf(context);
  if (stored.entry?.kind === 'pass' && isAhead(stored.entry.until, context.now())) return;
  const isFresh =
    stored.body &&
    freshnessOf(stored.entry, context.now(), stored.invalidated) === 'fresh' &&
    standingOf(stored.entry, generations) === 'verified';
  if (isFresh && !replace) return;

  const isPrivate = isPersonal(matched.route) || !matched.route.policy.isShared;
  const shown = size && !isPrivate ? await fromHttpCache(url, size) : undefined;
  if (!shown) {
    await fetchCollapsed(context, event, target, stored).inFlight.settled;
    return;
  }
  const { current: generation } = generations;
  const visitorRequest = { event, request, generation, loaded: () => Promise.resolve() };
  const withShownPage: Context = { ...context, fetch: () => Promise.resolve(shown) };
  const answer = await fetchOrigin(withShownPage, target, stored, { visitorRequest });
  await applyAnswer(context, target, answer, stored.body && stored);
  await answer.response?.body?.cancel();
}
