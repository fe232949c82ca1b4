import { answerOldFiles, answerOldPages, createCleanUp, disablePreload } from '../takeover/take-over.js';
import type { Feature } from './feature.js';

/** Takes the site over from the worker that it had before. Only for configs that ask for it. */
export const takeover = (): Feature => ({
  install(context) {
    disablePreload(context);
    if (context.config.takeover) answerOldFiles(context, context.config.takeover);
  },
  start(context, routes) {
    const { takeover: options } = context.config;
    if (!options) return undefined;
    answerOldPages(context, routes, options);
    const cleanUp = createCleanUp(context, options);
    return {
      onHello(event) {
        const { id } = (event as ExtendableMessageEvent).source as Client;
        event.waitUntil(cleanUp(id).catch(context.report));
        return undefined;
      },
    };
  },
});
