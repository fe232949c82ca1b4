/** What the commands of the protocol result in. */

/** A stored page, as `pages()` lists it. */
export interface PageInfo {
  /** Absolute, without the parameters that make no other page. */
  url: string;
  /** The page's `<title>`, or its path. */
  title: string;
  /** By its age and by invalidations. */
  state: 'fresh' | 'stale' | 'expired';
  /** Seconds since the page was generated. */
  age: number;
  /** Bytes of its body. */
  size: number;
  /** 200, 404 or 410. */
  status: number;
  /** Those of its route and of its headers. */
  tags: string[];
  /** The ID of the deployment that it belongs to. */
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
  /** Absolute, without the parameters that make no other page. */
  url: string;
  /** The route's `match`, or null when no route takes the URL. */
  route: string | null;
  /** The key that the page is stored under, or null when no route takes the URL. */
  key: string | null;
  /** `miss`: not stored. `pass`: its URL bypasses the store for a while. `none`: no route takes it. */
  state: 'fresh' | 'stale' | 'expired' | 'miss' | 'pass' | 'none';
  /** The reasons, one sentence a line. */
  why: string[];
}

/** Counts since the store was last cleared. */
export interface Counts {
  /** Requests that a fresh page answered. */
  hits: number;
  /** Requests that a stored page answered which was no longer fresh. */
  stale: number;
  /** Requests that the origin answered. */
  misses: number;
  /** Background requests that the origin answered. */
  regenerations: number;
  /** Background requests that failed. */
  failures: number;
}

/** The result of `stats()`: totals, and counts by route. */
export interface Stats extends Counts {
  /** Stored pages, in all deployments. */
  entries: number;
  /** Bytes of their bodies. */
  bytes: number;
  /** By the route's `match`. */
  routes: Record<string, Counts>;
}

/** An invalidation (rule 31). */
export interface Invalidated {
  /** The tags whose pages are out of date. */
  tags: string[];
  /** Paths of the site. A path that ends in `/*` covers everything below it. */
  paths: string[];
  /** `soft`: served once more while it is regenerated. `hard`: the origin is asked first. */
  mode: 'soft' | 'hard';
}

/** A stored deployment, as `deployments()` lists it. */
export interface DeploymentInfo {
  /** As the config, `--deployment` or the header `ISR-Deployment` named it. */
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
