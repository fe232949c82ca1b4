/** Navigation preload, which a worker with a handler may have turned on: the browser has asked the server already. */
import type { Context } from '../runtime/context.js';
import type { HandlerArguments } from './options.js';

/** The context in which the visitor's own request is answered by the preloaded response, if there is one. */
export function withPreload(context: Context, { event, request, waitUntil }: HandlerArguments): Context {
  const { preloadResponse, request: navigated } = event as Partial<FetchEvent>;
  if (!preloadResponse || navigated !== request) return context;
  const preloaded = (preloadResponse as Promise<Response | undefined>).catch(() => undefined);
  // Browsers cancel a preload that nobody waits for, and warn of it.
  waitUntil(preloaded);
  let isUsed = false;
  return {
    ...context,
    async fetch(asked) {
      const isFirst = asked === request && !isUsed;
      isUsed ||= isFirst;
      return (isFirst && (await preloaded)) || context.fetch(asked);
    },
  };
}
