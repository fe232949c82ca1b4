/** Explains in words how the worker would answer a URL. It calls the functions that answer requests. */
import { decide } from '../../core/policy/decide.js';
import { type Decision } from '../../core/policy/decision.js';
import { ageOf, freshnessOf, isAhead } from '../../core/cache/freshness.js';
import { standingOf, type Standing } from '../../core/cache/generation.js';
import type { Explanation } from '../../shared/messages.js';
import { REGENERATED, SERVED_AT_ONCE } from '../../shared/reasons.js';
import { requestContextOf } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import { responders } from '../responses/page-request.js';
import type { Routes } from '../lookup/routes.js';
import { targetOf } from '../lookup/target.js';
import { lookUp } from '../lookup/lookup.js';
import { generationsOf } from '../visitor/generations.js';

const BYPASS = {
  disabled: 'The feed has turned the worker off: the network answers.',
  draft: 'Draft mode is on: every page comes from the network.',
  'no-user': 'No user is set: call setUser().',
};

const REASONS: Record<Decision['do'], string> = {
  serve: SERVED_AT_ONCE,
  'ask-first': 'The origin is asked first; the stored page is served if it fails.',
  fetch: 'The origin’s response is streamed; it is stored once it is verified.',
  shell: 'The loading shell is shown while the page is fetched.',
  network: 'The request goes to the network unchanged.',
  'not-found': 'The route is strict and does not list this path: 404.',
};

const STANDINGS: Record<Standing, string> = {
  verified: 'It is verified to be the same for everyone.',
  'check-behind': 'It is compared with the visitor’s own page after it is served: there was a write.',
  'check-first':
    'It is compared with the visitor’s own page first: there was a write, or the visitor may have changed.',
  unverified: 'It was never verified: it is compared with the visitor’s own page first.',
};

export async function explain(context: Context, routes: Routes, url: string): Promise<Explanation> {
  const matched = routes.find(url);
  const nothing: Explanation = { url, route: matched?.route.name ?? null, key: null, state: 'none', why: [] };
  if (!matched)
    return {
      ...nothing,
      why: ['No route takes this URL, or its revalidate is 0: the network answers.'],
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
    stored.body && route.policy.isShared
      ? standingOf(stored.entry.generation, await generationsOf(context))
      : undefined;
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
