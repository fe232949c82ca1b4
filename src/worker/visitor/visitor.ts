/** State about the visitor, in memory. A stopped worker loses it; the generations are also stored. */
import type { CookieHashes, Generations } from '../../core/cache/generation.js';
import { perWorker } from '../runtime/worker-state.js';
import { createAside, type Aside } from './stand-aside.js';
import type { Target } from '../lookup/target.js';

export interface VisitorState {
  /** Keys of pages that are being compared with an anonymous copy. A comparison may raise the generation (rule 36). */
  readonly proofs: Set<string>;
  /** Milliseconds since the epoch. Set by redirects without a `resultingClientId`. */
  redirectedAt: number;
  /** Pages that redirected, by `resultingClientId`. `noted`: the redirect is stored. */
  readonly redirects: Map<string, { from: Target; noted: Promise<unknown> }>;
  /** How often the generation was raised. A loading shell's promised response is dropped after a raise. */
  raises: number;
  /** Callbacks for the load of a page, by client ID. */
  readonly loads: Map<string, () => void>;
  /** The pending changes of the generations. Reads wait for them. */
  raising: Promise<unknown>;
  /** Generations that could not be written to the settings. */
  unsaved?: { generations: Generations } | undefined;
  cookies?: CookieHashes;
  readonly aside: Aside;
  /** The worker's CSP `connect-src` forbids requests to this site: all navigations are left to the browser. */
  isForbidden?: boolean;
  /** Scripted requests whose responses were not the page (rule 30), from `scriptedRequest()`. */
  readonly notPages: Set<string>;
}

export const visitorOf = perWorker((): VisitorState => ({
  proofs: new Set(),
  redirectedAt: -Infinity,
  redirects: new Map(),
  raises: 0,
  loads: new Map(),
  raising: Promise.resolve(),
  aside: createAside(),
  notPages: new Set(),
}));
