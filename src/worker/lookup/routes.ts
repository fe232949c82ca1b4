/** The config's routes. */
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import type { MatchedRoute } from '../../config/match.js';

export interface Routes {
  /** The first route that matches a URL, even if it stores nothing. */
  match(url: string): MatchedRoute | undefined;
  /** The first route that matches a URL; undefined if that route stores nothing. */
  find(url: string): MatchedRoute | undefined;
}

/** The routes, and what answers their requests. */
export interface PageRouter extends Routes {
  /** Answers the request, or returns undefined where no route takes it. A feature may put another function in its place. */
  respond: (event: FetchEvent) => Promise<Response> | undefined;
}

/** Arguments for commands of pages and for push messages. */
export interface CommandContext {
  readonly context: Context;
  readonly routes: Routes;
  /** Kept alive until the work is done. */
  readonly event: Extendable;
}
