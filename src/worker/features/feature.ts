/** A part of the worker that only some configs use. The build imports those that its config needs, and no others. */
import type { Policies, ResolvedConfig } from '../../config/resolve.js';
import type { Assets } from '../assets/assets.js';
import type { Routes } from '../lookup/routes.js';
import type { Context } from '../runtime/context.js';
import type { Warmer } from '../warming/warmer.js';

export interface Feature {
  /** The policies that it brings for routes. */
  readonly policies?: Policies;
  /** Fills in what the worker leaves open. */
  install?(context: Context): void;
  /** Makes what keeps the files that pages load. */
  readonly createAssets?: (context: Context, options: NonNullable<ResolvedConfig['assets']>) => Assets;
  /** Makes what generates pages before anybody asks for them. */
  readonly createWarmer?: (context: Context, routes: Routes) => Warmer;
}
