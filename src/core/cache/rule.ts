/** What a route says of its pages, resolved: numbers instead of strings, defaults filled in. */
export interface Rule {
  /** Seconds a page is fresh; Infinity: until invalidated; 0: never stored; 'origin': as the origin says. */
  readonly revalidate: number | 'origin';
  /** Seconds a page may be served. */
  readonly expire: number;
  readonly fallback: true | 'blocking' | false;
  /** Whose its pages are (rule 25). */
  readonly audience: 'auto' | 'everyone' | 'user';
  readonly reload?: 'serve' | 'revalidate';
  /** Seconds a 404 or 410 is fresh. */
  readonly notFoundRevalidate: number;
  readonly sharedMaxAge?: boolean;
  readonly pinned?: boolean;
  /** Whether other types than text/html are stored. */
  readonly data?: boolean;
  readonly allowQuery?: readonly string[];
}
