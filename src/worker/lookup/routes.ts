/** The config's routes, as the worker's other modules see them. */
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import type { MatchedRoute } from './match.js';

export interface Routes {
  /** The first route that matches a URL, also one that stores nothing. */
  match(url: string): MatchedRoute | undefined;
  /** The route that stores a page of this URL. */
  find(url: string): MatchedRoute | undefined;
}

/** What a command of a page, or a push message, is carried out with. */
export interface CommandContext {
  readonly context: Context;
  readonly routes: Routes;
  /** Is kept alive until the work is done. */
  readonly event: Extendable;
}
