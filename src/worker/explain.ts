/** Says in words what a URL would get, by the very functions that decide it. */
import { decide, type Decision } from '../core/decide.js';
import { ageOf, freshnessOf } from '../core/freshness.js';
import type { Explanation } from '../protocol/messages.js';
import { circumstances } from './circumstances.js';
import type { Context } from './context.js';
import { foreseen } from './private-cache/answer.js';
import type { Routes } from './routes.js';
import { lookUp, obeysOrigin, targetOf } from './target.js';

const BYPASS = {
  draft: 'Draft mode is on: everything comes from the network.',
  'no-user': 'The route has audience: "user" and setUser() has named nobody.',
};

const REASONS: Record<Decision['do'], string> = {
  serve: 'The stored page is served at once.',
  'ask-first': 'The origin is asked first; the stored page answers when it fails.',
  fetch: 'The answer of the origin is streamed, and stored.',
  shell: 'The loading shell is shown while the page is fetched.',
  network: 'The request goes to the network as it is.',
  'not-found': 'The route is strict and does not list this path: 404.',
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
  const asked = { ...(await circumstances(context, target, request)), intent: 'navigation' } as const;
  let decision = decide(found.route, stored, asked, now);
  const isTaken = decision.do === 'fetch' || decision.do === 'shell';
  if (globalThis.ISR_ORIGIN !== false && obeysOrigin(found.route) && stored.body && isTaken)
    decision = foreseen(context, request, asked, stored);
  const why = [REASONS[decision.do]];
  let state: Explanation['state'] = 'miss';
  if (stored.body) {
    const { revalidate, expire, failures } = stored.entry;
    state = freshnessOf(stored.entry, now, stored.invalidated);
    why.unshift(
      `Generated ${Math.round(ageOf(stored.entry, now))} s ago; fresh for ${revalidate} s, served for ${expire} s.`,
    );
    if (stored.invalidated) why.push(`It was marked as out of date (${stored.invalidated}) since.`);
    if (decision.do === 'serve' && decision.regenerate) why.push('It is regenerated in the background.');
    if (failures) why.push(`Its last ${failures} regenerations failed.`);
  } else if (stored.entry && stored.entry.until > now) {
    state = 'pass';
    why.unshift('The origin said that this page is not for everyone.');
  }
  return { ...nothing, url: target.url, key: target.key, state, why };
}
