/** Explains in words how the worker would answer a URL. It calls the functions that answer requests. */
import { decide } from '../../core/policy/decide.js';
import { BYPASS, NOT_TAKEN, REASONS, STANDINGS } from '../../core/policy/reasons.js';
import { ageOf, freshnessOf, isAhead } from '../../core/cache/freshness.js';
import { standingOf } from '../../core/cache/generation.js';
import type { Explanation } from '../../shared/messages.js';
import { REGENERATED } from '../../shared/reasons.js';
import { requestContextOf } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import { responders } from '../responses/page-request.js';
import type { Routes } from '../lookup/routes.js';
import { targetOf } from '../lookup/target.js';
import { lookUp } from '../lookup/lookup.js';
import { generationsOf } from '../visitor/generations.js';

export async function explain(context: Context, routes: Routes, url: string): Promise<Explanation> {
  const matched = routes.find(url);
  const nothing: Explanation = { url, route: matched?.route.name ?? null, key: null, state: 'none', why: [] };
  if (!matched)
    return {
      ...nothing,
      why: [NOT_TAKEN],
    };
  const { route } = matched;
  const request = new Request(url);
  const target = await targetOf(context, matched, request);
  if (target.bypass) return { ...nothing, why: [BYPASS[target.bypass]] };

  const now = context.now();
  const stored = await lookUp(context, target);
  const facts = await requestContextOf(context, target, request);
  const requestContext = { ...facts, intent: 'navigation' } as const;
  const standing =
    stored.body && route.policy.isShared ? standingOf(stored.entry, await generationsOf(context)) : undefined;
  let decision = decide(route, { ...stored, standing }, requestContext, now);
  const asksOrigin = decision.do === 'fetch' || decision.do === 'shell';
  const responder = responders(context).get(route.policy);
  if (responder?.predict && stored.body && asksOrigin)
    decision = responder.predict(context, request, requestContext, stored);
  const why = [REASONS[decision.do]];
  let state: Explanation['state'] = 'miss';
  if (stored.body) {
    const { revalidate, expire, failures } = stored.entry;
    state = freshnessOf(stored.entry, now, stored.invalidated);
    why.unshift(
      `Generated ${Math.round(ageOf(stored.entry, now))} s ago; fresh for ${revalidate} s, served for ${expire} s.`,
    );
    if (standing) why.push(STANDINGS[standing]);
    if (stored.invalidated) why.push(`It was invalidated (${stored.invalidated}) since.`);
    if (decision.do === 'serve' && decision.regenerate) why.push(REGENERATED);
    if (failures) why.push(`Its last ${failures > 1 ? `${failures} regenerations` : 'regeneration'} failed.`);
  } else if (stored.entry && isAhead(stored.entry.until, now)) {
    state = 'pass';
    why.unshift(`This page bypasses the store: ${stored.entry.why ?? 'it is personal'}.`);
  }
  return { ...nothing, url: target.url, key: target.key, state, why };
}
