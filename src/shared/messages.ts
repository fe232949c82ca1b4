/**
 * The protocol between pages and the worker. A command is sent with a MessagePort, and gets one reply on it. A notice
 * is sent to a page, without a reply. Both carry `isr: 1`, which tells them from other messages.
 */
import type { IsrErrorCode } from './errors.js';
import type { InspectedPage, Inspection, Simulation } from './inspection.js';
import type { NoticeName, Notices } from './notices.js';
import type { DeploymentInfo, Explanation, Invalidated, PageList, PrefetchResult, Stats } from './results.js';

export type * from './inspection.js';
export type * from './notices.js';
export type * from './results.js';

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
  /** `isOver`: the worker is being unregistered. */
  clear: { params: { isOver?: true }; result: null };
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

export type NoticeMessage<N extends NoticeName = NoticeName> = {
  [K in N]: { isr: 1; notice: K; detail: Notices[K] };
}[N];

/** Whether data from `postMessage` is a message of this protocol. */
function isIsrMessage(data: unknown): data is { isr: 1 } {
  return (data as { isr?: unknown } | null | undefined)?.isr === 1;
}

export function isCommand(data: unknown): data is CommandMessage {
  return isIsrMessage(data) && typeof (data as { command?: unknown }).command === 'string';
}

export function isNotice(data: unknown): data is NoticeMessage {
  return isIsrMessage(data) && 'notice' in data;
}
