/** Stores a page that nobody waits for, as a prefetch does, and answers with it. */
import type { MatchedRoute } from '../../config/match.js';
import { lookUp } from '../lookup/lookup.js';
import { targetOf } from '../lookup/target.js';
import { prefetch } from '../regeneration/prefetch.js';
import type { Context } from '../runtime/context.js';
import { fromStore } from '../runtime/response.js';
import type { HandlerArguments } from './options.js';

export async function answerAhead(
  context: Context,
  matched: MatchedRoute,
  { request, waitUntil }: HandlerArguments,
): Promise<Response> {
  const routes = { match: () => matched, find: () => matched };
  await prefetch({ context, routes, event: { waitUntil } }, [request.url]);
  const headers = { accept: 'text/html' };
  const target = await targetOf(context, matched, new Request(request.url, { headers }));
  const stored = await lookUp(context, target);
  return stored.body ? fromStore(context, stored) : fetch(request);
}
