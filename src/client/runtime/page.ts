/**
 * What the page's side needs of the browser: the one seam for tests. A window is one; Node and old browsers lack
 * parts of it, of which only `navigator.serviceWorker` is looked at before it is known to be there.
 */
export interface Page {
  readonly navigator?: {
    readonly serviceWorker?: ServiceWorkerContainer;
    /** Chromium's knowledge of the network. */
    readonly connection?: { readonly saveData?: boolean; readonly effectiveType?: string };
  };
  readonly document: Pick<Document, 'baseURI' | 'readyState' | 'hidden'> & Listenable;
  readonly location: Pick<
    Location,
    'href' | 'origin' | 'hostname' | 'pathname' | 'search' | 'reload' | 'assign'
  >;
  readonly performance: Pick<Performance, 'timeOrigin' | 'getEntriesByType' | 'now'>;
  readonly console: Pick<Console, 'info'>;
  readonly history: Pick<History, 'pushState' | 'replaceState'>;
  readonly navigation?: Listenable & { readonly currentEntry?: unknown };
  readonly PerformanceObserver?: typeof PerformanceObserver;
  readonly indexedDB?: Pick<IDBFactory, 'deleteDatabase' | 'open'>;
  readonly trustedTypes?: TrustedTypes;
  addEventListener: Listenable['addEventListener'];
  fetch(url: string, init: RequestInit): Promise<Response>;
  setTimeout(callback: (nothing?: undefined) => void, delay: number): unknown;
}

/**
 * Trusted Types (https://w3c.github.io/trusted-types/), as far as they are used here; TypeScript's libraries have none.
 * A `TrustedScriptURL` is typed as the text that it stands for, since `register()` of those libraries takes no other.
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
 * The page's worker container, or undefined where there are no workers: old browsers, insecure contexts, Node,
 * private windows of some browsers. In a sandboxed frame the mere look at it throws.
 */
export function containerOf(page: Page): ServiceWorkerContainer | undefined {
  try {
    return page.navigator?.serviceWorker;
  } catch {
    return undefined;
  }
}

/** Which page was loaded as this document, and the size of its body in bytes; a script may have changed the address since. */
export function loadedDocument({ performance, location }: Page): { path: string; size: number } | undefined {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry && { path: pathOf(new URL(entry.name, location.href)), size: entry.decodedBodySize };
}

/** Whether the visitor asked the browser to save data. */
export const savesData = ({ navigator }: Page): boolean => !!navigator?.connection?.saveData;

/** Resolves after so many milliseconds. */
export function pause(page: Page, delay: number): Promise<void> {
  return new Promise((resolve) => {
    page.setTimeout(resolve, delay);
  });
}

/** Long enough for nearly every page; one picture that never arrives must not keep the worker out for ever. */
const LOAD_PATIENCE = 5_000;

/** Resolves when the page has loaded, so that the worker's download does not compete with it. */
export function afterLoad(page: Page): Promise<unknown> {
  return new Promise((resolve) => {
    if (page.document.readyState === 'complete') resolve(null);
    page.addEventListener('load', resolve);
    page.setTimeout(resolve, LOAD_PATIENCE);
  });
}

/** What tells one page of a site from another. */
export const pathOf = ({ pathname, search }: { pathname: string; search: string }): string =>
  pathname + search;
