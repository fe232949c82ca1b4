/** What the worker tells the inspector. */
import type { NoticeName, Notices } from './notices.js';
import type { DeploymentInfo, PageInfo, Stats } from './results.js';

/** A request that the worker answered, as the inspector lists it. */
export interface InspectedRequest {
  /** Grows by one with each request of this worker. */
  id: number;
  /** Milliseconds since the epoch. */
  at: number;
  url: string;
  kind: 'navigation' | 'fetch' | 'asset';
  /** What the worker did: its word in `Server-Timing`, or `asset`, `network`, `failed`. */
  decision: string;
  /** Milliseconds until the answer began. */
  duration: number;
  /** 0 if there was no answer. */
  status: number;
}

/** A stored page, as the inspector lists it. */
export interface InspectedPage extends PageInfo {
  /** Identifies the page: pages that vary have one key for each variant. */
  key: string;
  /** The route's `match`, or null if no route takes the page any more. */
  route: string | null;
  /** Seconds for which the page is fresh; null: for ever. */
  revalidate: number | null;
  /** Seconds for which the page may be served; null: for ever. */
  expire: number | null;
}

/** A notice that the worker sent, as the inspector lists it. */
export interface InspectedEvent {
  /** Grows by one with each event of this worker. */
  id: number;
  /** Milliseconds since the epoch. */
  at: number;
  notice: NoticeName;
  detail: Notices[NoticeName];
}

/** What the worker does for a try, until it stops. */
export interface Simulation {
  /** Its requests to the origin fail. */
  isOffline: boolean;
  /** Its requests to the origin take so many milliseconds longer. */
  delayMs: number;
}

/** What the inspector shows besides the pages. */
export interface Inspection {
  /** Changes when the worker was started anew: its numbers begin anew, and nothing is simulated. */
  worker: string;
  /** The deployment that is built into the worker. */
  deployment: string;
  requests: InspectedRequest[];
  events: InspectedEvent[];
  stats: Stats;
  deployments: DeploymentInfo[];
  simulation: Simulation;
  /** How far the revalidation feed was read; null without a feed. */
  feed: { url: string; offset: string | null; checkedAt: number | null } | null;
  limits: { maxEntries: number; maxBytes: number };
}
