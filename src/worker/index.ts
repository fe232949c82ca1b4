/** `sw-isr/worker`: everything, or one handler for a worker of one's own. Importing it does nothing. */
import { resolveConfig } from '../config/resolve.js';
import type { IsrConfig } from '../config/types.js';
import type { Reply } from '../shared/messages.js';
import { createGenerator } from './warming/warmer.js';
import { createAssets } from './assets/assets.js';
import { answerCommand } from './commands/commands.js';
import { createContext } from './runtime/context.js';
import { tidy } from './deployments/deployments.js';
import { obeyPush } from './invalidation/invalidate.js';
import { activate, install, type StaticRouting } from './lifecycle.js';
import { createRoutes } from './router.js';
import { createWriteObserver } from './invalidation/unsafe-methods.js';

declare const self: ServiceWorkerGlobalScope;

export type * from '../config/types.js';
export { IsrError } from '../shared/errors.js';
export { isrHandler, type HandlerConfig, type HandlerOptions, type HandlerRoute } from './workbox-handler.js';

/**
 * Makes this worker an ISR worker: registers its listeners, and does nothing else until an event comes.
 * Call it while the script is first run. A config that can't be read leaves every request to the network (rule 35).
 * @param config the config, or a function that returns it: one that throws leaves every request to the network too
 * @param options.deployment the ID for a config that names none, from the build
 * @example
 * import { startIsr } from 'sw-isr/worker';
 * startIsr({ routes: [{ match: '/*', revalidate: '5m' }] });
 */
export function startIsr(
  config: IsrConfig | (() => IsrConfig),
  { deployment = 'default' }: { deployment?: string } = {},
): void {
  try {
    const context = createContext(
      resolveConfig(typeof config === 'function' ? config() : config, deployment),
    );
    // The database opens while the event that woke the worker is on its way.
    context.use(() => Promise.resolve()).catch(context.report);
    const { assets: options } = context.config;
    const assets = globalThis.ISR_ASSETS !== false && options ? createAssets(context, options) : undefined;
    assets?.read().catch(context.report);
    const routes = createRoutes(context, assets);
    const { aside } = context.visitor;
    const observeWrite = createWriteObserver(context, routes);
    const ahead = globalThis.ISR_WARM !== false ? createGenerator(context, routes) : undefined;

    const listen: typeof self.addEventListener = self.addEventListener.bind(self);
    listen('install', (event) => event.waitUntil(install(context, event as ExtendableEvent & StaticRouting)));
    listen('activate', (event) => {
      // Until the worker is active requests wait: the event is kept alive for no more than that.
      const start = (): void => {
        tidy(context).catch(context.report);
        ahead?.goOn({ waitUntil: () => undefined }, 'all');
        assets?.keepListed({ waitUntil: () => undefined });
      };
      event.waitUntil(activate(context).then(() => setTimeout(start)));
    });
    listen('fetch', (event) => {
      const { mode, url } = event.request;
      if (mode === 'navigate' && (context.visitor.isForbidden || aside.takes(url))) return;
      const response = routes.respond(event) ?? observeWrite(event);
      if (!response) return;
      event.respondWith(response);
      ahead?.giveWay(event, response);
    });
    listen('securitypolicyviolation', (event) => {
      const { blockedURI } = event as SecurityPolicyViolationEvent;
      if (blockedURI === 'self' || blockedURI.startsWith(location.origin)) context.visitor.isForbidden = true;
    });
    listen('push', (event) => event.waitUntil(obeyPush({ context, routes, event }, event.data)));
    listen('message', (event) => {
      const client = event.source as Client;
      event.waitUntil(
        answerCommand({ context, routes, assets, ahead, event, client }, event.data, event.ports[0]),
      );
    });
  } catch (error) {
    const message = `Failed to read the config: ${String(error)}. Every request goes to the network.`;
    console.error(`[sw-isr] ${message}`);
    self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
    self.addEventListener('message', ({ ports }) =>
      ports[0]?.postMessage({ isr: 1, ok: false, code: 'unsupported', message } satisfies Reply),
    );
  }
}
