/** Plugins: objects with Workbox's hooks. */

/** A hook. Methods of Workbox's plugins, which expect more than sw-isr's hooks are given, are assignable to it. */
type Hook<Param, Returned> = { hook(param: Param): Returned | Promise<Returned> }['hook'] | undefined;

/** The event that a handler in another router was called with. A worker that the build makes has none to give. */
interface HookParam {
  request: Request;
  event?: { waitUntil(work: Promise<unknown>): void };
}

/**
 * Workbox's hooks, run in the order of the list. A plugin can only reduce what is stored: it cannot store a response
 * that rules 16 to 23 refuse.
 * @see https://developer.chrome.com/docs/workbox/using-plugins
 */
export interface IsrPlugin {
  /** Returns the request to send to the origin. */
  requestWillFetch?: Hook<HookParam, Request>;
  /** Returns the origin's response, or another one in its place. */
  fetchDidSucceed?: Hook<HookParam & { response: Response }, Response>;
  /** Called when the origin could not be reached. `originalRequest`: before `requestWillFetch`. */
  fetchDidFail?: Hook<HookParam & { originalRequest: Request; error: unknown }, unknown>;
  /** Returns the response to store; a falsy value: do not store it. */
  // oxlint-disable-next-line typescript/no-invalid-void-type -- Workbox's plugins may return nothing
  cacheWillUpdate?: Hook<HookParam & { response: Response }, Response | null | undefined | void>;
  /** Called when a page was stored. `oldResponse`: the page that it replaced. `cacheName` is `'sw-isr'`. */
  cacheDidUpdate?: Hook<
    HookParam & { cacheName: string; newResponse: Response; oldResponse?: Response | null | undefined },
    unknown
  >;
}

/** A plugin of `isrHandler()`, with the hooks that Workbox' strategies run as well. */
export interface HandlerPlugin extends IsrPlugin {
  /** Called before the handler does anything. */
  handlerWillStart?: Hook<HookParam, unknown>;
  /** Called where there is neither a page nor a network. Returns what to show in place of the offline page. */
  handlerDidError?: Hook<HookParam & { error: Error }, Response | undefined>;
  /** Returns the response to answer with. */
  handlerWillRespond?: Hook<HookParam & { response: Response }, Response>;
  /** Called when the request is answered. */
  handlerDidRespond?: Hook<HookParam & { response?: Response }, unknown>;
  /** Called when nothing is left to do: the page is stored, or not. */
  handlerDidComplete?: Hook<HookParam & { response?: Response; error?: Error }, unknown>;
}
