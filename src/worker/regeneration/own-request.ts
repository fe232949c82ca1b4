/** Asks for a page as the visitor who waits for it: with their cookies, under their URL, as the browser made the request. */
import type { Context } from '../runtime/context.js';
import { fetchOrigin, type OriginAnswer, type VisitorRequest } from '../origin/fetch-origin.js';
import { applyAnswer } from './apply-answer.js';
import { type Outcome } from '../storing/outcome.js';
import type { Target } from '../lookup/target.js';
import type { Lookup } from '../../core/cache/entry.js';
import { generationsOf } from '../visitor/generations.js';
import { pageLoaded } from '../visitor/page-load.js';

/** A visitor's own request that is under way. */
export interface OwnRequest {
  /** What was asked for, without its fragment. */
  readonly url: string;
  /** The headers are here; never rejects. */
  readonly answer: Promise<OriginAnswer>;
  /** What it shows of what is stored is noted, all but what a copy has to show; never rejects. */
  readonly settled: Promise<Outcome>;
}

/** What the visitor's own request is made of. */
export async function visitorRequestOf(
  context: Context,
  event: FetchEvent,
  how: Pick<VisitorRequest, 'way' | 'isBehind'> = {},
): Promise<VisitorRequest> {
  const { request, resultingClientId } = event;
  const { current: generation } = await generationsOf(context);
  return {
    ...{ event, request, generation, ...how },
    loaded: () => pageLoaded(context, resultingClientId),
  };
}

/** Sends it. What is stored of the page, if anything, is compared with the answer, and replaced where it is another. */
export function fetchAsVisitor(
  context: Context,
  event: FetchEvent,
  target: Target,
  stored: Lookup,
  how?: Pick<VisitorRequest, 'way' | 'isBehind'>,
): OwnRequest {
  const answer = visitorRequestOf(context, event, how).then((own) =>
    fetchOrigin(context, target, stored, { own }),
  );
  const settled = answer.then((given) => applyAnswer(context, target, given, stored.body && stored));
  event.waitUntil(settled);
  return { url: event.request.url.replace(/#.*/s, ''), answer, settled };
}
