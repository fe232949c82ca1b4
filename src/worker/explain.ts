/** Says in words what a URL would get, by the very functions that decide it. */
import { decide } from '../core/decide.js';
import { ageOf, freshnessOf } from '../core/freshness.js';
import type { Explanation } from '../protocol/messages.js';
import type { Context } from './context.js';
import type { Routes } from './routes.js';
import { lookUp, targetOf, type Lookup } from './target.js';

const nobody = (url: string, why: string): Explanation => ({
  url,
  route: null,
  key: null,
  state: 'none',
  why: [why],
});

function stateOf(stored: Lookup | undefined, now: number): Explanation['state'] {
  if (stored?.body) return freshnessOf(stored.entry, now);
  return stored?.entry.kind === 'pass' && stored.entry.until > now ? 'pass' : 'miss';
}

const REASONS = {
  serve: 'The stored page is served at once.',
  'ask-first': 'The origin is asked first; the stored page answers when it fails.',
  fetch: 'The answer of the origin is streamed, and stored.',
  shell: 'The loading shell is shown while the page is fetched.',
  network: 'The request goes to the network as it is.',
  'not-found': 'The route is strict and does not list this path: 404.',
};

export async function explain(context: Context, routes: Routes, url: string): Promise<Explanation> {
  const found = routes.find(url);
  if (!found)
    return nobody(
      url,
      'No route takes this URL, or its route has revalidate: 0: the worker keeps out of the way.',
    );
  const target = await targetOf(context, found, new Request(url));
  const route = found.route.name;
  if (target === 'draft')
    return { ...nobody(url, 'Draft mode is on: everything comes from the network.'), route };
  if (target === 'no-user')
    return { ...nobody(url, 'The route has audience: "user" and setUser() has named nobody.'), route };

  const now = context.now();
  const stored = await lookUp(context, target);
  const listed = found.route.paths?.includes(new URL(target.url).pathname) === true;
  const asked = {
    intent: 'navigation',
    reload: false,
    history: false,
    online: context.online(),
    fromItself: false,
    listed,
  } as const;
  const decision = decide(found.route, stored?.entry, asked, now);
  const why = [REASONS[decision.do]];
  if (stored?.body) {
    const { revalidate, expire } = stored.entry;
    why.unshift(
      `Generated ${Math.round(ageOf(stored.entry, now))} s ago; fresh for ${revalidate} s, served for ${expire} s.`,
    );
    if (decision.do === 'serve' && decision.regenerate) why.push('It is regenerated in the background.');
    if (stored.entry.failures) why.push(`Its last ${stored.entry.failures} regenerations failed.`);
  }
  if (stored?.entry.kind === 'pass') why.unshift('The origin said that this page is not for everyone.');
  return { url: target.url, route, key: target.key, state: stateOf(stored, now), why };
}
