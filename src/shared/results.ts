/** What the commands of the protocol result in. */

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
