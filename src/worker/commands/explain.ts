/** Says in words what a URL would get, by the very functions that decide it. */
import { decide } from '../../core/policy/decide.js';
import { type Decision } from '../../core/policy/decision.js';
import { ageOf, freshnessOf } from '../../core/cache/freshness.js';
import { standingOf, type Standing } from '../../core/cache/generation.js';
import type { Explanation } from '../../shared/messages.js';
import { requestContext } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import { responders } from '../responses/page-request.js';
import type { Routes } from '../lookup/routes.js';
import { lookUp, targetOf } from '../lookup/target.js';
import { generationsOf } from '../visitor/generations.js';

const BYPASS = {
  draft: 'Draft mode is on: everything comes from the network.',
  'no-user': 'The route has audience: "user" and setUser() has named nobody.',
};

const REASONS: Record<Decision['do'], string> = {
  serve: 'The stored page is served at once.',
  'ask-first': 'The origin is asked first, as the visitor; the stored page answers when it fails.',
  fetch: "The visitor's own answer is streamed; it is stored once it was shown to be everyone's.",
  shell: 'The loading shell is shown while the page is fetched.',
  network: 'The request goes to the network as it is.',
  'not-found': 'The route is strict and does not list this path: 404.',
};

const STANDINGS: Record<Standing, string> = {
  shown: 'It was shown to be the same for everyone.',
  'check-behind':
    'It is compared with the visitor’s own behind the answer: something was written that changes no page as a rule.',
  'check-first':
    'It is compared with the visitor’s own first: something was written, or the visitor may be another, since.',
  unshown: 'It was stored without being compared with a visitor’s own, which comes first.',
};

export async function explain(context: Context, routes: Routes, url: string): Promise<Explanation> {
  const found = routes.find(url);
  const nothing: Explanation = { url, route: found?.route.name ?? null, key: null, state: 'none', why: [] };
  if (!found)
    return {
      ...nothing,
      why: ['No route takes this URL, or its revalidate is 0: the worker keeps out of the way.'],
    };
  const request = new Request(url);
  const target = await targetOf(context, found, request);
  if (target.bypass) return { ...nothing, why: [BYPASS[target.bypass]] };

  const now = context.now();
  const stored = await lookUp(context, target);
  const asked = { ...(await requestContext(context, target, request)), intent: 'navigation' } as const;
  const standing =
    stored.body && found.route.policy.isShared
      ? standingOf(stored.entry.generation, await generationsOf(context))
      : undefined;
  let decision = decide(found.route, { ...stored, standing }, asked, now);
  const isTaken = decision.do === 'fetch' || decision.do === 'shell';
  const responder = responders(context).get(found.route.policy);
  if (responder && stored.body && isTaken) decision = responder.predict(context, request, asked, stored);
  const why = [REASONS[decision.do]];
  let state: Explanation['state'] = 'miss';
  if (stored.body) {
    const { revalidate, expire, failures } = stored.entry;
    state = freshnessOf(stored.entry, now, stored.invalidated);
    why.unshift(
      `Generated ${Math.round(ageOf(stored.entry, now))} s ago; fresh for ${revalidate} s, served for ${expire} s.`,
    );
    if (standing) why.push(STANDINGS[standing]);
    if (stored.invalidated) why.push(`It was marked as out of date (${stored.invalidated}) since.`);
    if (decision.do === 'serve' && decision.regenerate) why.push('It is regenerated in the background.');
    if (failures) why.push(`Its last ${failures} regenerations failed.`);
  } else if (stored.entry && stored.entry.until > now) {
    state = 'pass';
    why.unshift(`This page goes straight through: ${stored.entry.why ?? 'it is not everyone’s'}.`);
  }
  return { ...nothing, url: target.url, key: target.key, state, why };
}
