/** What becomes of an answer of the origin (rules 16 to 23). */
import type { HeaderSource } from '../http/headers.js';

/** An answer, as far as the rules look at it. `redirect`: it is one, or it came by one. */
export interface Answer {
  readonly status: number;
  readonly headers: HeaderSource;
  readonly redirect: boolean;
}

export type Verdict =
  /** May be stored, if its body proves complete. */
  | { kind: 'store' }
  /** The stored page is still the page. */
  | { kind: 'not-modified' }
  /** Not everyone's page: purge, and let the browser ask for itself (rule 19). */
  | { kind: 'personal'; reason: string }
  /** Shown, not stored; `purge`: what is stored must go as well. */
  | { kind: 'unstored'; reason: string; purge: boolean }
  /** The origin is in trouble: what is stored stands (rule 9). */
  | { kind: 'failed'; reason: string };
