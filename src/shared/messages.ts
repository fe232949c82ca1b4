/**
 * Everything that passes between a page and the worker. A command travels with a MessagePort and gets one reply on
 * it; a notice goes to a page with no reply. Both carry `isr: 1`, so that other messages are told apart.
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

/** One page of a listing, newest first. `next`, when there is one, is the `after` of the next call. */
export interface PageList {
  pages: PageInfo[];
  next?: string;
}

/** What `explain()` says of a URL. */
export interface Explanation {
  url: string;
  /** The route's `match`, or null when no route takes the URL. */
  route: string | null;
  key: string | null;
  state: 'fresh' | 'stale' | 'expired' | 'miss' | 'pass' | 'none';
  /** Why, in words: one sentence a line. */
  why: string[];
}

/** What a route has done since the store was last cleared. */
export interface Counts {
  hits: number;
  stale: number;
  misses: number;
  regenerations: number;
  failures: number;
}

/** What `stats()` returns: the totals, and the same by route. */
export interface Stats extends Counts {
  /** Stored pages, and the bytes of their bodies, over all deployments. */
  entries: number;
  bytes: number;
  /** By the route's `match`. */
  routes: Record<string, Counts>;
}

/** What is marked as out of date (rule 31). */
export interface Invalidated {
  tags: string[];
  /** Paths of the site; those that end in `/*` stand for all below them. */
  paths: string[];
  /** `soft`: served once more while it is regenerated; `hard`: the origin is asked first. */
  mode: 'soft' | 'hard';
}

/** A deployment whose pages are kept, as `deployments()` lists it. */
export interface DeploymentInfo {
  id: string;
  /** Whether pages are read from it now. */
  active: boolean;
  /** Milliseconds since the epoch; when it was last made the active one. */
  activatedAt: number;
}

/** How each URL given to `prefetch()` ended. */
export interface PrefetchResult {
  url: string;
  outcome: 'stored' | 'fresh' | 'not-stored' | 'failed';
}

/** Each command: what is sent, and what comes back. */
export interface Commands {
  /** A page says where it is and when it was loaded; what happened to it since is told again (notices get lost). */
  hello: { params: { url: string; since: number }; result: { deployment: string } };
  pages: { params: { limit?: number; after?: string }; result: PageList };
  explain: { params: { url: string }; result: Explanation };
  stats: { params: object; result: Stats };
  prefetch: { params: { urls: string[] }; result: PrefetchResult[] };
  /**
   * Keeps a page that the visitor sees and that did not come through the worker: before there was one, past it
   * (`replace`: in place of what is stored), or put together by a script. `size` is that of the document's body in bytes,
   * where the page is one that was loaded at this URL: the browser's HTTP cache may hold a part of the page there.
   */
  keepPage: { params: { url: string; replace?: boolean; size?: number }; result: null };
  /** A link was touched: nothing is asked but that the worker be running (rule 39). */
  wake: { params: object; result: null };
  /** Assets that the page loaded before the worker was there to see it. */
  keepAssets: { params: { urls: string[] }; result: null };
  setUser: { params: { key: string }; result: null };
  clearUser: { params: object; result: null };
  clear: { params: object; result: null };
  draft: { params: { on: boolean }; result: null };
  revalidate: { params: Invalidated & { eager?: boolean }; result: null };
  deployments: { params: object; result: DeploymentInfo[] };
  rollback: { params: { id: string }; result: null };
  /** Lets the worker go on with the pages that are generated ahead: a worker may work only while it is asked to. */
  warm: { params: object; result: null };
}

export type CommandName = keyof Commands;

export type CommandMessage<N extends CommandName = CommandName> = {
  [K in N]: { isr: 1; command: K; params: Commands[K]['params'] };
}[N];

export type Reply<N extends CommandName = CommandName> =
  | { isr: 1; ok: true; result: Commands[N]['result'] }
  | { isr: 1; ok: false; code: IsrErrorCode; message: string };

/** What happened to a page that is open; the `detail` of the client's event of the same name. */
export interface Notices {
  /** A regeneration changed the page: reading it again shows something new. */
  updated: { url: string; tags: string[]; generatedAt: number };
  /** A regeneration found the page as it was. */
  unchanged: { url: string; tags: string[]; generatedAt: number };
  /** The page, or one that it fetched, was answered by the worker; `state` as in `Server-Timing`. The page reads it there. */
  served: { url: string; state: string; age: number };
  /**
   * The origin could not be reached; the stored page stands. With `navigate`, a part or the data of it was asked for by
   * a script of this page and could not be had.
   */
  offline: { url: string; navigate?: boolean };
  /** The origin answers again. */
  online: { url: string };
  deployment: { from: string | null; to: string };
  /** Pages were marked as out of date. */
  invalidated: Invalidated;
  /** A script of the page on the screen can't be had any more: the client reloads that page, once (rule 32). */
  reload: { url: string };
  /** How many of the pages that are generated ahead are there. */
  warm: { done: number; total: number };
  /** Something went wrong in the worker; the site was served all the same. */
  error: { code: IsrErrorCode; message: string };
}

export type NoticeName = keyof Notices;

export type NoticeMessage<N extends NoticeName = NoticeName> = {
  [K in N]: { isr: 1; notice: K; detail: Notices[K] };
}[N];

/** Whether data from `postMessage` is one of ours. */
function isIsrMessage(data: unknown): data is { isr: 1 } {
  return (data as { isr?: unknown } | null | undefined)?.isr === 1;
}

export function isCommand(data: unknown): data is CommandMessage {
  return isIsrMessage(data) && 'command' in data;
}

export function isNotice(data: unknown): data is NoticeMessage {
  return isIsrMessage(data) && 'notice' in data;
}
