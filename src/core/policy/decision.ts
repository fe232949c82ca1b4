/** What a request for a page asks, and what it gets (rules 6 to 15). */

/** The circumstances of a request. */
export interface RequestContext {
  /** Only a navigation may get a shell. */
  readonly intent: 'navigation' | 'fetch' | 'prefetch';
  readonly reload: boolean;
  /** Back or forward. */
  readonly history: boolean;
  readonly online: boolean;
  /** The page sends the browser to itself: what a shell does when it ends. */
  readonly fromItself: boolean;
  /** Whether the route's `paths`, where it has any, name this page; undefined while nobody knows. */
  readonly listed: boolean | undefined;
}

export type Decision =
  /** The stored page, at once. */
  | {
      do: 'serve';
      detail?: 'stale' | 'expired' | 'offline' | 'history';
      /** Whether it is asked for behind that: as nobody, or to be shown again (rule 36), as the visitor. */
      regenerate: boolean | 'as-visitor';
    }
  /** The origin first; the stored page after a timeout or a failure. */
  | { do: 'ask-first' }
  /** The origin's answer, streamed. */
  | { do: 'fetch' }
  | { do: 'shell' }
  /** The browser's own request, untouched. */
  | { do: 'network'; why: 'pass' | 'unlisted' }
  /** The 404 of a strict route. */
  | { do: 'not-found' };
