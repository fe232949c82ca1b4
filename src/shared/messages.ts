/**
 * The protocol between pages and the worker. A command is sent with a MessagePort, and gets one reply on it. A notice
 * is sent to a page, without a reply. Both carry `isr: 1`, which tells them from other messages.
 */
import type { IsrErrorCode } from './errors.js';

/** A stored page, as `pages()` lists it. */
export interface PageInfo {
  url: string;
  /** The page's `<title>`, or its path. */
  title: string;
  state: 'fresh' | 'stale' | 'expired';
  /** Seconds since the page was generated. */
  age: number;
  /** Bytes of its body. */
  size: number;
  /** 200, 404 or 410. */
  status: number;
  tags: string[];
  deployment: string;
  /** Milliseconds since the epoch. */
  lastUsedAt: number;
}

/** One part of the listing, newest page first. `next`, if there is more, is the `after` of the next call. */
export interface PageList {
  pages: PageInfo[];
  next?: string;
}

/** The result of `explain()`. */
export interface Explanation {
  url: string;
  /** The route's `match`, or null when no route takes the URL. */
  route: string | null;
  key: string | null;
  state: 'fresh' | 'stale' | 'expired' | 'miss' | 'pass' | 'none';
  /** The reasons, one sentence a line. */
  why: string[];
}

/** Counts since the store was last cleared. */
export interface Counts {
  hits: number;
  stale: number;
  misses: number;
  regenerations: number;
  failures: number;
}

/** The result of `stats()`: totals, and counts by route. */
export interface Stats extends Counts {
  /** Stored pages and the bytes of their bodies, in all deployments. */
  entries: number;
  bytes: number;
  /** By the route's `match`. */
  routes: Record<string, Counts>;
}

/** An invalidation (rule 31). */
export interface Invalidated {
  tags: string[];
  /** Paths of the site. A path that ends in `/*` covers everything below it. */
  paths: string[];
  /** `soft`: served once more while it is regenerated. `hard`: the origin is asked first. */
  mode: 'soft' | 'hard';
}

/** A stored deployment, as `deployments()` lists it. */
export interface DeploymentInfo {
  id: string;
  /** Whether its pages are served now. */
  active: boolean;
  /** When it was last activated, in milliseconds since the epoch. */
  activatedAt: number;
}

/** The outcome of one URL given to `prefetch()`. */
export interface PrefetchResult {
  url: string;
  outcome: 'stored' | 'fresh' | 'not-stored' | 'failed';
}

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

/** The commands: parameters and result of each. */
export interface Commands {
  /**
   * A page reports its URL and when it was loaded. The worker repeats the notices since then, because notices get lost.
   * `referrer`: the page before, which the worker did not see if no route stores this page.
   */
  hello: {
    params: { url: string; since: number; referrer?: string };
    /** `feed`: the feed, and whether open pages keep a connection to it. */
    result: { deployment: string; feed?: { url: string; isLive: boolean } | undefined };
  };
  pages: { params: { limit?: number; after?: string }; result: PageList };
  explain: { params: { url: string }; result: Explanation };
  stats: { params: object; result: Stats };
  prefetch: { params: { urls: string[] }; result: PrefetchResult[] };
  /**
   * Stores a page that the visitor sees and that did not come through the worker: it was loaded before the worker was
   * installed, past the worker (`replace`: in place of the stored page), or built by a script. `size`: bytes of the
   * document's body, if the document was loaded from this URL. The browser's HTTP cache may hold only a part of it.
   */
  keepPage: { params: { url: string; replace?: boolean; size?: number }; result: null };
  /** Starts the worker when a link is touched; asks for nothing else (rule 39). */
  wake: { params: object; result: null };
  /** Assets that the page loaded before the worker controlled it. */
  keepAssets: { params: { urls: string[] }; result: null };
  setUser: { params: { key: string }; result: null };
  clearUser: { params: object; result: null };
  clear: { params: object; result: null };
  draft: { params: { on: boolean }; result: null };
  revalidate: { params: Invalidated & { eager?: boolean }; result: null };
  deployments: { params: object; result: DeploymentInfo[] };
  rollback: { params: { id: string }; result: null };
  /**
   * Events that a page heard from the feed: those between the offsets `from` and `next`. Without `next` the worker tells
   * its offset; `catchUp: 'now'`: it catches up first; `'due'`: if the last time is longer ago than `poll`. No `offset` in the result: the feed can't be read now.
   */
  feed: {
    params: { from?: string; events?: unknown; next?: string; catchUp?: 'now' | 'due' };
    result: { offset?: string | undefined };
  };
  /** The inspector's: what came after these numbers. `simulation` changes what is simulated. */
  inspect: {
    params: { request?: number; event?: number; simulation?: Partial<Simulation> };
    result: Inspection;
  };
  /** The inspector's `pages()`. `deployment`: another than the active one. */
  inspectPages: {
    params: { limit?: number; after?: string; deployment?: string };
    result: { pages: InspectedPage[]; next?: string };
  };
  /** The inspector's: deletes one stored page, by its key. */
  inspectPurge: { params: { key: string }; result: null };
  /** Lets the worker go on warming: a worker may work only while it handles an event. */
  warm: { params: object; result: null };
}

export type CommandName = keyof Commands;

export type CommandMessage<N extends CommandName = CommandName> = {
  [K in N]: { isr: 1; command: K; params: Commands[K]['params'] };
}[N];

export type Reply<N extends CommandName = CommandName> =
  | { isr: 1; ok: true; result: Commands[N]['result'] }
  | { isr: 1; ok: false; code: IsrErrorCode; message: string };

/** Notices about an open page. The client dispatches each as an event of the same name, with this `detail`. */
export interface Notices {
  /** A regeneration changed the page: reading it again shows new content. */
  updated: { url: string; tags: string[]; generatedAt: number };
  /** A regeneration left the page unchanged. */
  unchanged: { url: string; tags: string[]; generatedAt: number };
  /** The worker answered the page, or a page that it fetched. Read from `Server-Timing`, which also gives `state`. */
  served: { url: string; state: string; age: number };
  /**
   * The origin could not be reached; the stored page stays. `navigate`: a script of this page requested a part of that
   * page or its data, which could not be fetched.
   */
  offline: { url: string; navigate?: boolean };
  /** The origin answers again. */
  online: { url: string };
  deployment: { from: string | null; to: string };
  /** Pages were invalidated. */
  invalidated: Invalidated;
  /** A script of the open page is missing on the server: the client reloads the page, once (rule 32). */
  reload: { url: string };
  /** How many of the pages to warm are stored. */
  warm: { done: number; total: number };
  /** An error in the worker; requests were answered all the same. */
  error: { code: IsrErrorCode; message: string };
}

export type NoticeName = keyof Notices;

export type NoticeMessage<N extends NoticeName = NoticeName> = {
  [K in N]: { isr: 1; notice: K; detail: Notices[K] };
}[N];

/** Whether data from `postMessage` is a message of this protocol. */
function isIsrMessage(data: unknown): data is { isr: 1 } {
  return (data as { isr?: unknown } | null | undefined)?.isr === 1;
}

export function isCommand(data: unknown): data is CommandMessage {
  return isIsrMessage(data) && 'command' in data;
}

export function isNotice(data: unknown): data is NoticeMessage {
  return isIsrMessage(data) && 'notice' in data;
}
