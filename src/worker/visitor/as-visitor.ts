/** Asks for a page as the visitor who waits for it: with their cookies, under their URL, as the browser made the request. */
import type { Context } from '../context.js';
import { askOrigin, type Asked, type Own } from '../origin.js';
import { settle, type Outcome } from '../settle.js';
import type { Lookup, Target } from '../target.js';
import { generationsOf } from './generations.js';
import { pageLoaded } from './loaded.js';

/** A visitor's own request that is under way. */
export interface OwnRequest {
  /** The headers are here; never rejects. */
  readonly asked: Promise<Asked>;
  /** What it shows of what is stored is noted, all but what a copy has to show; never rejects. */
  readonly landed: Promise<Outcome>;
}

/** What the visitor's own request is made of. */
export async function ownOf(
  context: Context,
  event: FetchEvent,
  how: Pick<Own, 'way' | 'isBehind'> = {},
): Promise<Own> {
  const { request, resultingClientId } = event;
  const { current: generation } = await generationsOf(context);
  return {
    ...{ event, request, generation, ...how },
    loaded: () => pageLoaded(context, resultingClientId),
  };
}

/** Sends it. What is stored of the page, if anything, is compared with the answer, and replaced where it is another. */
export function askAsVisitor(
  context: Context,
  event: FetchEvent,
  target: Target,
  stored: Lookup,
  how?: Pick<Own, 'way' | 'isBehind'>,
): OwnRequest {
  const asked = ownOf(context, event, how).then((own) => askOrigin(context, target, stored, { own }));
  const landed = asked.then((answer) => settle(context, target, answer, stored.body && stored));
  event.waitUntil(landed);
  return { asked, landed };
}
