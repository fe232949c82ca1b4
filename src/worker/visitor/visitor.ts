/** What is remembered of the visitor while the worker runs; all but the generations may be forgotten at any time. */
import type { CookieHashes, Generations } from '../../core/cache/generation.js';
import { createAside, type Aside } from './stand-aside.js';
import type { Target } from '../lookup/target.js';
import type { OwnRequest } from '../regeneration/own-request.js';

export interface VisitorState {
  /** The keys of pages whose proof is under way: what it finds may change who the visitor is (rule 36). */
  readonly proofs: Set<string>;
  /** When a navigation was last redirected, in milliseconds since the epoch. */
  redirectedAt: number;
  /** Pages that redirected, and when that was noted, by the IDs of the clients that their redirects lead to. */
  readonly redirects: Map<string, { from: Target; noted: Promise<unknown> }>;
  /** Answers that wait for the navigation that their loading shell ends with, by the page's key (rule 11). */
  readonly promised: Map<string, OwnRequest[]>;
  /** Called once a client's page has loaded, by the client's ID. */
  readonly loads: Map<string, () => void>;
  /** The last change of the generations; pages wait for it. */
  raising: Promise<unknown>;
  /** What could not be written to the settings, and holds all the same. */
  unsaved?: { generations: Generations } | undefined;
  cookies?: CookieHashes;
  readonly aside: Aside;
  /** The worker's own policy forbids it to ask this site for anything (CSP `connect-src`): the browser does everything. */
  isForbidden?: boolean;
  /** Requests of scripts, by way and URL, whose answers were seen not to be the page (rule 30). */
  readonly notPages: Set<string>;
}

export const createVisitor = (): VisitorState => ({
  proofs: new Set(),
  redirectedAt: -Infinity,
  redirects: new Map(),
  promised: new Map(),
  loads: new Map(),
  raising: Promise.resolve(),
  aside: createAside(),
  notPages: new Set(),
});
