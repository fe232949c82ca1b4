/** A part of the worker that only some configs use. The generated entry imports the features that its config uses. */
import type { Policies, ResolvedConfig } from '../../config/resolve.js';
import type { Assets } from '../assets/assets.js';
import type { Routes } from '../lookup/routes.js';
import type { Follower } from '../feed/follow-feed.js';
import type { Context } from '../runtime/context.js';
import type { Warmer } from '../warming/warmer.js';

export interface Feature {
  /** Cache policies for routes. */
  readonly policies?: Policies;
  /** Provides values for extension points. */
  install?(context: Context): void;
  readonly createAssets?: (context: Context, options: NonNullable<ResolvedConfig['assets']>) => Assets;
  readonly createFollower?: (context: Context, routes: Routes) => Follower;
  readonly createWarmer?: (context: Context, routes: Routes) => Warmer;
}
