/** Sends the visitor's own request: with their cookies and URL, as the browser made it. */
import type { Context } from '../runtime/context.js';
import { fetchOrigin, type OriginAnswer, type VisitorRequest } from '../origin/fetch-origin.js';
import { applyAnswer } from './apply-answer.js';
import { type Outcome } from '../storing/outcome.js';
import type { Target } from '../lookup/target.js';
import type { Lookup } from '../../storage/stored-page.js';
import { generationsOf } from '../visitor/generations.js';
import { pageLoaded } from '../visitor/page-load.js';

/** A visitor's own request in flight. Its promises never reject. */
export interface VisitorFetch {
  /** The visitor's URL, without its fragment. */
  readonly url: string;
  /** Resolves when the headers have arrived. */
  readonly answer: Promise<OriginAnswer>;
  /** Resolves when the answer is applied to the store. An anonymous copy may still be compared after that. */
  readonly settled: Promise<Outcome>;
}

export async function visitorRequestFor(
  context: Context,
  event: FetchEvent,
  options: Pick<VisitorRequest, 'scriptedWay' | 'isBehindHit'> = {},
): Promise<VisitorRequest> {
  const { request, resultingClientId } = event;
  const { current: generation } = await generationsOf(context);
  return {
    ...{ event, request, generation, ...options },
    loaded: () => pageLoaded(context, resultingClientId),
  };
}

/** Sends the visitor's request. The stored page is compared with the response, and replaced if they differ. */
export function fetchAsVisitor(
  context: Context,
  event: FetchEvent,
  target: Target,
  stored: Lookup,
  options?: Pick<VisitorRequest, 'scriptedWay' | 'isBehindHit'>,
): VisitorFetch {
  const answer = visitorRequestFor(context, event, options).then((visitorRequest) =>
    fetchOrigin(context, target, stored, { visitorRequest }),
  );
  const settled = answer.then((received) => applyAnswer(context, target, received, stored.body && stored));
  event.waitUntil(settled);
  return { url: event.request.url.replace(/#.*/s, ''), answer, settled };
}
