/** A route's options, resolved: numbers instead of strings, defaults filled in. */
export interface Rule {
  /** Seconds for which a page is fresh. Infinity: until invalidated. 0: never stored. 'origin': see `Cache-Control`. */
  readonly revalidate: number | 'origin';
  /** Seconds for which a page may be served. */
  readonly expire: number;
  readonly fallback: true | 'blocking' | false;
  /** Who shares its pages (rule 25). */
  readonly audience: 'auto' | 'everyone' | 'user';
  readonly reload?: 'serve' | 'revalidate';
  /** Seconds for which a 404 or 410 is fresh. */
  readonly notFoundRevalidate: number;
  readonly sharedMaxAge?: boolean;
  readonly pinned?: boolean;
  /** Whether other types than text/html are stored. */
  readonly data?: boolean;
  readonly allowQuery?: readonly string[];
}
