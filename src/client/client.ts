import type { DeploymentInfo, Explanation, PageInfo, PrefetchResult, Stats } from '../shared/messages.js';
import type { Connection } from './runtime/connection.js';
import { IsrEventTarget } from './events.js';
import { prefetchLinks, type PrefetchLinksOptions } from './features/prefetch-links.js';
import { request } from './call.js';
import { withTimeout } from './runtime/with-timeout.js';
import type { CallOptions } from './runtime/with-timeout.js';

/** What `pages()` takes. */
export interface PagesOptions extends CallOptions {
  /** How many pages to list. */
  limit?: number;
  /** The `next` of the listing before. */
  after?: string;
}

/** What `revalidatePath()` and `revalidateTag()` take. */
export interface RevalidateOptions extends CallOptions {
  /** `soft`: served once more while it is regenerated; `hard`: the origin is asked first. @default 'soft' */
  mode?: 'soft' | 'hard';
  /** Regenerate what is stored of it now, instead of at the next visit. @default false */
  eager?: boolean;
}

/** A listing of stored pages, newest first; `next`, when there are more, is the `after` of the next call. */
export type Pages = PageInfo[] & { next?: string };

/**
 * The page's line to the worker. Every call waits for an active worker, has a timeout, takes `{ signal, timeout }`
 * and rejects with an `IsrError`. Where there are no workers no call rejects: each answers as an empty cache would.
 */
export class IsrClient extends IsrEventTarget {
  readonly #connection: Connection;

  /** Made by `register()`. */
  constructor(connection: Connection) {
    super();
    this.#connection = connection;
  }

  /**
   * The browser's registration; null where there is no worker, so this tells whether the client is inert.
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
   * Says which route takes a URL, what is stored of it, and why, in words.
   * @example console.log((await isr.explain('/products/1')).why.join('\n'));
   */
  explain(url: string | URL, options?: CallOptions): Promise<Explanation> {
    return request(this.#connection, 'explain', { url: this.#absolute(url) }, options);
  }

  /**
   * Counts hits, misses and regenerations, in all and by route.
   * @example const { hits, misses } = await isr.stats();
   */
  stats(options?: CallOptions): Promise<Stats> {
    return request(this.#connection, 'stats', {}, options);
  }

  /**
   * Fetches and keeps pages that will be wanted soon. Resolves when all have ended, each with its outcome.
   * @example await isr.prefetch(['/products/2', '/products/3'], { timeout: 30_000 });
   */
  prefetch(urls: readonly (string | URL)[], options?: CallOptions): Promise<PrefetchResult[]> {
    return request(this.#connection, 'prefetch', { urls: urls.map((url) => this.#absolute(url)) }, options);
  }

  /**
   * Fetches and keeps the pages of this page's links before they are followed: as a pointer rests on one, or as it comes
   * into view. Each is asked for once; nothing where the visitor saves data or has a slow connection. Returns what ends it.
   * @example const stop = isr.prefetchLinks({ on: 'hover' });
   */
  prefetchLinks(options: PrefetchLinksOptions = {}): () => void {
    const { page, container } = this.#connection;
    return container ? prefetchLinks(page, (urls) => this.prefetch(urls), options) : () => undefined;
  }

  /**
   * Marks a page as out of date (rule 31): a path, all below one with `prefix`, or one URL with its query. `soft` pages
   * are served once more while they are regenerated, for `hard` ones the origin is asked first.
   * @example await isr.revalidatePath('/products/1', { eager: true });
   * @example await isr.revalidatePath('/products', { prefix: true, mode: 'hard' });
   */
  revalidatePath(
    path: string | URL,
    { prefix, ...options }: RevalidateOptions & { prefix?: boolean } = {},
  ): Promise<void> {
    const url = this.#absolute(path);
    return this.#revalidate({ paths: [prefix ? `${url.replace(/\/*(?:[?#].*)?$/s, '')}/*` : url] }, options);
  }

  /**
   * Marks all pages that carry a tag as out of date, however many there are (rules 4 and 31).
   * @example await isr.revalidateTag('product:1');
   */
  revalidateTag(tag: string, options?: RevalidateOptions): Promise<void> {
    return this.#revalidate({ tags: [tag] }, options);
  }

  #revalidate(
    what: { tags?: string[]; paths?: string[] },
    { mode = 'soft', eager, ...options }: RevalidateOptions = {},
  ): Promise<void> {
    return request(this.#connection, 'revalidate', { tags: [], paths: [], ...what, mode, eager }, options);
  }

  /**
   * Names the user whose pages are kept from now on, for routes with `audience: 'user'` (rule 25). The key is any
   * string that is the same for this user each time, and never a secret.
   * @example await isr.setUser(String(session.userId));
   */
  setUser(key: string, options?: CallOptions): Promise<void> {
    return request(this.#connection, 'setUser', { key }, options);
  }

  /**
   * Forgets the user and all pages kept for them; call it on logout (rule 25).
   * @example await isr.clearUser();
   */
  clearUser(options?: CallOptions): Promise<void> {
    return request(this.#connection, 'clearUser', {}, options);
  }

  /**
   * Forgets everything that is stored.
   * @example await isr.clear();
   */
  clear(options?: CallOptions): Promise<void> {
    return request(this.#connection, 'clear', {}, options);
  }

  /**
   * Lists the deployments whose pages are kept, the latest activated first: the first one is shown (rule 32).
   * @example const [active, before] = await isr.deployments();
   */
  deployments(options?: CallOptions): Promise<DeploymentInfo[]> {
    return request(this.#connection, 'deployments', {}, options);
  }

  /**
   * Goes back to a deployment that is kept, at once and without a network; rejects with `bad-request` for any other.
   * A server that names another in `ISR-Deployment` has the last word.
   * @example await isr.rollback('123');
   */
  rollback(id: string, options?: CallOptions): Promise<void> {
    return request(this.#connection, 'rollback', { id }, options);
  }

  /**
   * Turns draft mode on or off: while it is on, no page of this browser is read from or written to the store (rule 27).
   * @example await isr.draft(true);
   */
  draft(on = true, options?: CallOptions): Promise<void> {
    return request(this.#connection, 'draft', { on }, options);
  }

  /**
   * Looks for a new worker now. A new one takes over by itself; nothing is reloaded.
   * @example await isr.update();
   */
  update(options?: CallOptions): Promise<void> {
    const look = async () => {
      await this.registration?.update();
    };
    return withTimeout(this.#connection, 'update the worker', look, options);
  }

  /**
   * Removes the worker, and first its data; this client is inert afterwards. When the data could not be cleared the
   * worker is removed all the same, and the call rejects.
   * @example await isr.unregister();
   */
  async unregister(options?: CallOptions): Promise<void> {
    await this.clear(options).finally(() => this.registration?.unregister());
    // What is nobody's data is left: settings, shells. The worker lets go of the database when it is asked to.
    this.#connection.page.indexedDB?.deleteDatabase('sw-isr');
    this.#connection.registration = null;
  }

  /** Links mean what they mean on this page; what is no URL goes as it is, for the worker to refuse. */
  #absolute(url: string | URL): string {
    try {
      return new URL(url, this.#connection.page.document.baseURI).href;
    } catch {
      return String(url);
    }
  }
}
