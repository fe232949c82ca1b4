/** The options and the result of `doctor()`. */
import type { Finding, FindingLevel } from './findings.js';

export interface DoctorOptions {
  /**
   * The site: scheme, host and port. Requests go to no other origin.
   * @example 'https://example.test'
   */
  origin: string;
  /** The config by whose routes the pages are grouped. @default one route, every page, fresh for 5 minutes */
  config?: string;
  /**
   * Cookies of a visitor, as in a `Cookie` header. Cookies that the site sets are added to them during the run.
   * @default []
   * @example ['session=3f9a; theme=dark']
   */
  cookies?: readonly string[];
  /**
   * Headers for every request. `Cookie` and `Authorization` are sent only with the visitor's requests.
   * @default []
   * @example [['x-vercel-protection-bypass', '…']]
   */
  headers?: readonly (readonly [name: string, value: string])[];
  /**
   * The pages to request, as paths of the site.
   * @default `/`, its links, the pages of the sitemap, and the config's `paths`; a few of each kind
   */
  paths?: readonly string[];
  /** The maximum number of pages to request. @default 20 */
  limit?: number;
  /** The path of the worker's script. @default '/sw.js' */
  worker?: string;
  /** The maximum time for one response, body included, in milliseconds. @default 15000 */
  timeout?: number;
  /** The maximum time for the whole run, in milliseconds; remaining pages are not requested. @default 180000 */
  duration?: number;
  /** The folder for relative paths. @default process.cwd() */
  cwd?: string;
  /** Ends the run: `doctor()` then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called with each page before it is requested. */
  onPage?: (path: string) => void;
}

/**
 * Whose a page is for the worker: `everyone`, one visitor's (`personal`), `different-each-time`, `unknown` if the
 * request without cookies got no page, or `none` if there is nothing to store.
 */
export type Whose = 'everyone' | 'personal' | 'different-each-time' | 'unknown' | 'none';

/**
 * The proof that a page is everyone's: its own header, the header of the copy without cookies, a 304, equal bytes,
 * bytes that are equal except for nonces, or `audience: 'everyone'` in the config.
 */
export type ShownBy = 'header' | 'copy' | '304' | 'bytes' | 'nonces' | 'config';

/** One page. */
export interface DoctorPage {
  /** Path and query. */
  path: string;
  /** The status of the visitor's response; missing if there was none. */
  status?: number;
  /** The target, if the visitor's response redirects. */
  location?: string;
  whose: Whose;
  /** The proof, for everyone's pages. */
  by?: ShownBy;
  /** The first difference between the copies, or another reason why the page is not everyone's. */
  why?: string;
  /** The field that makes later requests conditional. */
  validator: 'strong ETag' | 'weak ETag' | 'Last-Modified' | 'none';
  /** The requests of a first view: the page, the page and a 304, or the page twice. */
  firstView: '1' | '1 + 304' | '2';
  /** The tags of the response. */
  tags: string[];
  findings: Finding[];
}

/** The pages of one route. */
export interface DoctorRoute {
  /** The route's `match` as text; `''` for the pages that no route takes. */
  route: string;
  pages: DoctorPage[];
}

export interface DoctorResult {
  /** @example 'https://example.test' */
  origin: string;
  /** Findings about the whole site. */
  findings: Finding[];
  routes: DoctorRoute[];
  /** Number of findings of each level, of the site and its pages. */
  counts: Record<FindingLevel, number>;
  /** Number of requests. */
  requests: number;
  /** Milliseconds. */
  duration: number;
}
