/**
 * The parts of `window` that the client uses: the seam for tests. Node and old browsers lack some of them. Before
 * `navigator.serviceWorker` is known to exist, no other part is used.
 */
export interface Page {
  readonly navigator?: {
    readonly serviceWorker?: ServiceWorkerContainer;
    readonly locks?: Pick<LockManager, 'request'>;
    /** Network information, in Chromium only. */
    readonly connection?: { readonly saveData?: boolean; readonly effectiveType?: string };
  };
  readonly document: Pick<Document, 'baseURI' | 'readyState' | 'referrer' | 'hidden'> & Listenable;
  readonly location: Pick<
    Location,
    'href' | 'origin' | 'hostname' | 'pathname' | 'search' | 'reload' | 'assign'
  >;
  readonly performance: Pick<Performance, 'timeOrigin' | 'getEntriesByType' | 'now'>;
  readonly console: Pick<Console, 'info'>;
  readonly history: Pick<History, 'pushState' | 'replaceState'>;
  readonly navigation?: Listenable & { readonly currentEntry?: unknown };
  readonly EventSource?: typeof EventSource;
  readonly PerformanceObserver?: typeof PerformanceObserver;
  readonly indexedDB?: Pick<IDBFactory, 'deleteDatabase' | 'open'>;
  readonly trustedTypes?: TrustedTypes;
  addEventListener: Listenable['addEventListener'];
  fetch(url: string, init: RequestInit): Promise<Response>;
  setTimeout(callback: (nothing?: undefined) => void, delay: number): unknown;
}

/**
 * The part of Trusted Types (https://w3c.github.io/trusted-types/) that is used here; TypeScript has no types for it. A
 * `TrustedScriptURL` is typed as a string, because TypeScript's `register()` takes only that.
 */
export interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

interface Listenable {
  addEventListener(type: string, listener: (event: Event) => void, options?: AddEventListenerOptions): void;
}

/**
 * The page's service worker container; undefined in old browsers, insecure contexts, Node, and private windows of some
 * browsers. In a sandboxed frame, reading it throws.
 */
export function containerOf(page: Page): ServiceWorkerContainer | undefined {
  try {
    return page.navigator?.serviceWorker;
  } catch {
    return undefined;
  }
}

/**
 * The URL from which this document was loaded, its body's size in bytes, and how long its answer took in milliseconds.
 * A script may have changed the address since.
 */
export function loadedDocument({
  performance,
  location,
}: Page): { path: string; size: number; waited: number } | undefined {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return (
    entry && {
      path: pathOf(new URL(entry.name, location.href)),
      size: entry.decodedBodySize,
      waited: entry.responseStart,
    }
  );
}

/** Whether the visitor asked the browser to save data. */
export const savesData = ({ navigator }: Page): boolean => !!navigator?.connection?.saveData;

/** Resolves after a delay in milliseconds. */
export function pause(page: Page, delay: number): Promise<void> {
  return new Promise((resolve) => {
    page.setTimeout(resolve, delay);
  });
}

/** Nearly every page has loaded by then. An image that never arrives must not delay the worker for ever. */
const LOAD_TIMEOUT_MS = 5_000;

/** Resolves when the page has loaded, so that downloading the worker does not compete with it. */
export function afterLoad(page: Page): Promise<unknown> {
  return new Promise((resolve) => {
    if (page.document.readyState === 'complete') resolve(null);
    page.addEventListener('load', resolve);
    page.setTimeout(resolve, LOAD_TIMEOUT_MS);
  });
}

/** Path and query, which identify a page of a site. */
export const pathOf = ({ pathname, search }: { pathname: string; search: string }): string =>
  pathname + search;
