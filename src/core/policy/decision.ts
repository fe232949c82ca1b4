/** The context of a request for a page, and the decision about it (rules 6 to 15). */

export interface RequestContext {
  /** Only a navigation may get a shell. */
  readonly intent: 'navigation' | 'fetch' | 'prefetch';
  readonly reload: boolean;
  /** Back or forward navigation. */
  readonly history: boolean;
  readonly online: boolean;
  /** The page navigates to itself, as a shell does when it ends. */
  readonly fromItself: boolean;
  /** Whether the route's `paths`, if any, list this page; undefined until they are read. */
  readonly listed: boolean | undefined;
}

export type Decision =
  /** The stored page, immediately. */
  | {
      do: 'serve';
      detail?: 'stale' | 'offline' | 'history';
      /** Whether it is fetched in the background: anonymously, or with cookies to prove it again (rule 36). */
      regenerate: boolean | 'as-visitor';
    }
  /** The origin first; the stored page after a timeout or a failure. */
  | { do: 'ask-first' }
  /** The origin's response, streamed. */
  | { do: 'fetch' }
  | { do: 'shell' }
  /** The browser's own request, unchanged. */
  | { do: 'network'; why: 'pass' | 'unlisted' }
  /** The 404 of a strict route. */
  | { do: 'not-found' };
