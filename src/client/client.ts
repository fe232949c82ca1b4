import type { DeploymentInfo, Explanation, PrefetchResult, Stats } from '../shared/messages.js';
import type { Pages, PagesOptions, RevalidateOptions } from './client-options.js';
import type { Connection } from './runtime/connection.js';
import { IsrEventTarget } from './events.js';
import { prefetchLinks, type PrefetchLinksOptions } from './features/prefetch-links.js';
import type { SpeculateOptions } from './speculation/speculate.js';
import { request } from './call.js';
import { withTimeout, type CallOptions } from './runtime/with-timeout.js';

/**
 * The client of the worker. Every call waits for an active worker, has a timeout, takes `{ signal, timeout }`, and
 * rejects with an `IsrError`. In browsers without service workers each call resolves, as with an empty cache.
 */
export class IsrClient extends IsrEventTarget {
  readonly #connection: Connection;

  /**
   * Prerenders the pages of this page's links that the store can answer without the origin, so that a click shows them
   * at once. In browsers without Speculation Rules it does nothing. Returns a function that stops it. `/sw-isr.js` has it
   * if the config says `speculate: true`.
   * @example const stop = isr.speculate({ on: 'viewport' });
   */
  declare speculate: (options?: SpeculateOptions) => () => void;

  /** Called by `register()`. */
  constructor(connection: Connection) {
    super();
    this.#connection = connection;
  }

  /**
   * The browser's registration; null if there is no worker, and this client does nothing.
   * @example isr.registration?.addEventListener('updatefound', () => console.log('a new worker is coming'));
   */
  get registration(): ServiceWorkerRegistration | null {
    return this.#connection.registration;
  }

  /**
   * Lists the pages that can be read without a network, newest first.
   * @example
   * const pages = await isr.pages({ limit: 50 });
   * const more = await isr.pages({ limit: 50, after: pages.next });
   */
  async pages({ limit, after, ...options }: PagesOptions = {}): Promise<Pages> {
    const { pages, next } = await request(this.#connection, 'pages', { limit, after }, options);
    return Object.assign(pages, { next });
  }

  /**
   * Explains a URL: its route, its stored page, and why, in sentences.
   * @example console.log((await isr.explain('/products/1')).why.join('\n'));
   */
  explain(url: string | URL, options?: CallOptions): Promise<Explanation> {
    return request(this.#connection, 'explain', { url: this.#absolute(url) }, options);
  }

  /**
   * Counts hits, misses and regenerations, in total and by route.
   * @example const { hits, misses } = await isr.stats();
   */
  stats(options?: CallOptions): Promise<Stats> {
    return request(this.#connection, 'stats', {}, options);
  }

  /**
   * Fetches and stores pages that will be needed soon. Resolves when all have ended, each with its outcome.
   * @example await isr.prefetch(['/products/2', '/products/3'], { timeout: 30_000 });
   */
  prefetch(urls: readonly (string | URL)[], options?: CallOptions): Promise<PrefetchResult[]> {
    return request(this.#connection, 'prefetch', { urls: urls.map((url) => this.#absolute(url)) }, options);
  }

  /**
   * Fetches and stores the pages of this page's links before they are followed: when a pointer rests on a link, or when
   * the link comes into view. Each page is fetched once; none if the visitor saves data or has a slow connection.
   * Returns a function that stops it.
   * @example const stop = isr.prefetchLinks({ on: 'hover' });
   */
  prefetchLinks(options: PrefetchLinksOptions = {}): () => void {
    const { page, container } = this.#connection;
    return container ? prefetchLinks(page, (urls) => this.prefetch(urls), options) : () => undefined;
  }

  /**
   * Invalidates pages (rule 31): a path, everything below it with `prefix`, or one URL with its query. A `soft` page is
   * served once more while it is regenerated. For a `hard` one the origin is asked first.
   * @example await isr.revalidatePath('/products/1', { eager: true });
   * @example await isr.revalidatePath('/products', { prefix: true, mode: 'hard' });
   */
  revalidatePath(
    path: string | URL,
    { prefix, ...options }: RevalidateOptions & { prefix?: boolean } = {},
  ): Promise<void> {
    const url = this.#absolute(path);
    return this.#revalidate(
      { paths: [prefix ? `${url.replace(/(?<!\/)\/*(?:[?#].*)?$/s, '')}/*` : url] },
      options,
    );
  }

  /**
   * Invalidates all pages that carry a tag, however many there are (rules 4 and 31).
   * @example await isr.revalidateTag('product:1');
   */
  revalidateTag(tag: string, options?: RevalidateOptions): Promise<void> {
    return this.#revalidate({ tags: [tag] }, options);
  }

  #revalidate(
    names: { tags?: string[]; paths?: string[] },
    { mode = 'soft', eager, ...options }: RevalidateOptions = {},
  ): Promise<void> {
    return request(this.#connection, 'revalidate', { tags: [], paths: [], ...names, mode, eager }, options);
  }

  /**
   * Sets the user whose pages are stored from now on, for routes with `audience: 'user'` (rule 25). The key is any
   * string that is the same for this user each time. It must not be a secret.
   * @example await isr.setUser(String(session.userId));
   */
  setUser(key: string, options?: CallOptions): Promise<void> {
    return request(this.#connection, 'setUser', { key }, options);
  }

  /**
   * Deletes the user's stored pages, and stops storing pages for them. Call it on logout (rule 25).
   * @example await isr.clearUser();
   */
  clearUser(options?: CallOptions): Promise<void> {
    return request(this.#connection, 'clearUser', {}, options);
  }

  /**
   * Deletes all stored pages.
   * @example await isr.clear();
   */
  clear(options?: CallOptions): Promise<void> {
    return request(this.#connection, 'clear', {}, options);
  }

  /**
   * Lists the deployments whose pages are stored, the latest activated first. The first one is served (rule 32).
   * @example const [active, before] = await isr.deployments();
   */
  deployments(options?: CallOptions): Promise<DeploymentInfo[]> {
    return request(this.#connection, 'deployments', {}, options);
  }

  /**
   * Returns to a stored deployment at once, without the network. Rejects with `bad-request` for any other. The server
   * overrules it if it names another deployment in `ISR-Deployment`.
   * @example await isr.rollback('123');
   */
  rollback(id: string, options?: CallOptions): Promise<void> {
    return request(this.#connection, 'rollback', { id }, options);
  }

  /**
   * Turns draft mode on or off. While it is on, this browser reads no page from the store and writes none (rule 27).
   * @example await isr.draft(true);
   */
  draft(on = true, options?: CallOptions): Promise<void> {
    return request(this.#connection, 'draft', { on }, options);
  }

  /**
   * Checks for a new worker now. A new worker takes over by itself; no page is reloaded.
   * @example await isr.update();
   */
  update(options?: CallOptions): Promise<void> {
    const check = async () => void (await this.registration?.update());
    return withTimeout(this.#connection, 'update the worker', check, options);
  }

  /**
   * Deletes the worker's data, then removes the worker. This client does nothing afterwards. If the data cannot be
   * deleted, the worker is removed all the same, and the call rejects.
   * @example await isr.unregister();
   */
  async unregister(options?: CallOptions): Promise<void> {
    try {
      await request(this.#connection, 'clear', { isOver: true }, options);
    } finally {
      await this.registration?.unregister();
    }
    // Settings and shells are left until here. The worker closes its database when the browser asks it to.
    this.#connection.page.indexedDB?.deleteDatabase('sw-isr');
    this.#connection.registration = null;
  }

  /** URLs are relative to this page, as in links. An invalid URL is passed on, for the worker to refuse. */
  #absolute(url: string | URL): string {
    try {
      return new URL(url, this.#connection.page.document.baseURI).href;
    } catch {
      return String(url);
    }
  }
}
