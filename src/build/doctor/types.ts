/** What `doctor()` is told, and what it tells. */
import type { Finding, FindingLevel } from './findings.js';

export interface DoctorOptions {
  /**
   * The site: scheme, host and port. No other is asked.
   * @example 'https://example.test'
   */
  origin: string;
  /** The config whose routes the pages are grouped by. @default one route, every page, fresh for 5 minutes */
  config?: string;
  /**
   * Cookies of a visitor, as a `Cookie` header has them. Those that the site sets are kept beside them for the run.
   * @default []
   * @example ['session=3f9a; theme=dark']
   */
  cookies?: readonly string[];
  /**
   * Headers for every request. `Cookie` and `Authorization` go with the visitor's requests alone.
   * @default []
   * @example [['x-vercel-protection-bypass', '…']]
   */
  headers?: readonly (readonly [name: string, value: string])[];
  /**
   * The pages to ask, as paths of the site.
   * @default `/`, what it links to, what the sitemap names, and the config's `paths`; a few of each kind
   */
  paths?: readonly string[];
  /** How many pages are asked at most. @default 20 */
  limit?: number;
  /** The path of the worker's script. @default '/sw.js' */
  worker?: string;
  /** How long one answer may take, body included, in milliseconds. @default 15000 */
  timeout?: number;
  /** How long the whole run may take, in milliseconds; the pages that are left are not asked. @default 180000 */
  duration?: number;
  /** What relative paths are relative to. @default process.cwd() */
  cwd?: string;
  /** Ends the run: `doctor()` then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Is told of each page before it is asked. */
  onPage?: (path: string) => void;
}

/**
 * Whose a page is, as the worker would find: `everyone`, one visitor's (`personal`), `different-each-time`, `unknown`
 * where the request without cookies got no page, or `none` where there is nothing to keep.
 */
export type Whose = 'everyone' | 'personal' | 'different-each-time' | 'unknown' | 'none';

/**
 * By what a page was shown to be everyone's: its own header, the header of the copy without cookies, a 304, equal
 * bytes, bytes that are equal but for nonces, or `audience: 'everyone'` in the config.
 */
export type ShownBy = 'header' | 'copy' | '304' | 'bytes' | 'nonces' | 'config';

/** One page. */
export interface DoctorPage {
  /** Path and query. */
  path: string;
  /** The status of the visitor's own answer; missing where none came. */
  status?: number;
  /** Where the visitor's answer redirects to. */
  location?: string;
  whose: Whose;
  /** For everyone's pages. */
  by?: ShownBy;
  /** Where the copies differ, or what else says that the page is not everyone's. */
  why?: string;
  /** What later requests can be made conditional on. */
  validator: 'strong ETag' | 'weak ETag' | 'Last-Modified' | 'none';
  /** What a first view asks the origin for: the page, the page and a 304, or the page twice. */
  firstView: '1' | '1 + 304' | '2';
  /** The tags that the answer names. */
  tags: string[];
  findings: Finding[];
}

/** The pages that one route takes. */
export interface DoctorRoute {
  /** The route's `match` as text; `''` for the pages that no route takes. */
  route: string;
  pages: DoctorPage[];
}

export interface DoctorResult {
  /** @example 'https://example.test' */
  origin: string;
  /** What concerns the whole site. */
  findings: Finding[];
  routes: DoctorRoute[];
  /** How many findings there are of each level, the site's and the pages'. */
  counts: Record<FindingLevel, number>;
  /** How many requests were made. */
  requests: number;
  /** Milliseconds. */
  duration: number;
}
