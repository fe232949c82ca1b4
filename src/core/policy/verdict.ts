/** What is done with the origin's response (rules 16 to 23). */
import type { HeaderSource } from '../http/headers.js';

/** A response, as the rules see it. `redirect`: it is a redirect, or came through one. */
export interface Answer {
  readonly status: number;
  readonly headers: HeaderSource;
  readonly redirect: boolean;
}

export type Verdict =
  /** May be stored if its body is complete. */
  | { kind: 'store' }
  /** The stored page is still current. */
  | { kind: 'not-modified' }
  /** Not the same for everyone: delete the stored page, and let the browser repeat the request (rule 19). */
  | { kind: 'personal'; reason: string }
  /** Shown but not stored. `purge`: the stored page is deleted too. */
  | { kind: 'unstored'; reason: string; purge: boolean }
  /** The origin fails: the stored page stays (rule 9). */
  | { kind: 'failed'; reason: string };
