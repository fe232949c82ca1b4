/** The notices that the worker sends to pages. */
import type { IsrErrorCode } from './errors.js';
import type { Invalidated } from './results.js';

/** Notices about an open page. The client dispatches each as an event of the same name, with this `detail`. */
export interface Notices {
  /** A regeneration changed the page: reading it again shows new content. `generatedAt`: milliseconds since the epoch. */
  updated: { url: string; tags: string[]; generatedAt: number };
  /** A regeneration left the page unchanged. */
  unchanged: { url: string; tags: string[]; generatedAt: number };
  /** The worker answered the page, or a page that it fetched. Read from `Server-Timing`, which also gives `state`. `age`: seconds. */
  served: { url: string; state: string; age: number };
  /**
   * The origin could not be reached; the stored page stays. `navigate`: a script of this page requested a part of that
   * page or its data, which could not be fetched.
   */
  offline: { url: string; navigate?: boolean };
  /** The origin answers again. */
  online: { url: string };
  /** Another deployment became active; `from` is null if there was none. */
  deployment: { from: string | null; to: string };
  /** Pages were invalidated. */
  invalidated: Invalidated;
  /** A script of the open page is missing on the server: the client reloads the page, once (rule 32). */
  reload: { url: string };
  /** How many of the pages to warm are stored. */
  warm: { done: number; total: number };
  /**
   * An error in the worker; requests were answered all the same. `url`: the page that could not be regenerated, because
   * the origin answered with an error. `online` follows once it answers again.
   */
  error: { code: IsrErrorCode; message: string; url?: string };
}

export type NoticeName = keyof Notices;
