/** A part of the worker that only some configs use. The generated entry imports the features that its config uses. */
import type { Hooks } from '../commands/hooks.js';
import type { PageRouter } from '../lookup/routes.js';
import type { Context } from '../runtime/context.js';

export interface Feature {
  /** Provides values for extension points. */
  install?(context: Context): void;
  /** Starts what follows the worker's events. Undefined if the config does not use it. */
  start?(context: Context, routes: PageRouter): Hooks | undefined;
}
