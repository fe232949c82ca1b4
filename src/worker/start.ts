/** Puts the worker together, and listens to its events. */
import type { ResolvedConfig } from '../config/resolve.js';
import type { Reply } from '../shared/messages.js';
import { answerCommand } from './commands/commands.js';
import { reconcile } from './deployments/deployments.js';
import type { Hooks } from './commands/hooks.js';
import type { Feature } from './features/feature.js';
import { obeyPush } from './invalidation/invalidate.js';
import { createWriteObserver } from './invalidation/unsafe-methods.js';
import { activate, install, type StaticRouting } from './lifecycle.js';
import { createRouter } from './router.js';
import { createContext } from './runtime/context.js';
import { visitorOf } from './visitor/visitor.js';

declare const self: ServiceWorkerGlobalScope;

/** The response of the first feature that answers the request. */
function firstResponse(hooks: readonly Hooks[], event: FetchEvent): Promise<Response> | undefined {
  for (const { respond } of hooks) {
    const response = respond?.(event);
    if (response) return response;
  }
  return undefined;
}

/**
 * Starts a worker that has these features and no others: what the build generates for a config.
 * @param resolve returns the config. If it throws, every request goes to the network.
 */
export function startWith(features: readonly Feature[], resolve: () => ResolvedConfig): void {
  try {
    const context = createContext(resolve());
    // The settings are read while the event that woke the worker is on its way, from the database if need be.
    context.settings().catch(context.report);
    for (const feature of features) feature.install?.(context);
    const routes = createRouter(context);
    const visitor = visitorOf(context);
    const observeWrite = createWriteObserver(context, routes);
    const hooks = features.flatMap((feature) => feature.start?.(context, routes) ?? []);

    const listen: typeof self.addEventListener = self.addEventListener.bind(self);
    listen('install', (event) => event.waitUntil(install(context, event as ExtendableEvent & StaticRouting)));
    listen('activate', (event) => {
      // Until the worker is active requests wait: the event is kept alive for no more than that.
      const start = (): void => {
        reconcile(context).catch(context.report);
        for (const { onActivate } of hooks) onActivate?.();
      };
      event.waitUntil(activate(context).then(() => setTimeout(start)));
    });
    listen('fetch', (event) => {
      const { mode, url } = event.request;
      if (context.clears.isOver) return;
      if (hooks.filter(({ onRequest }) => onRequest?.(event)).length) return;
      if (mode === 'navigate' && (visitor.isForbidden || visitor.aside.takes(url))) return;
      const response = routes.respond(event) ?? firstResponse(hooks, event) ?? observeWrite(event);
      if (!response) return;
      event.respondWith(response);
      for (const { onResponse } of hooks) onResponse?.(event, response);
    });
    listen('securitypolicyviolation', (event) => {
      const { blockedURI } = event as SecurityPolicyViolationEvent;
      if (blockedURI === 'self' || blockedURI.startsWith(location.origin)) visitor.isForbidden = true;
    });
    listen('push', (event) => event.waitUntil(obeyPush({ context, routes, event }, event.data)));
    listen('message', (event) => {
      const client = event.source as Client;
      // A worker that was woken for the next navigation is ready for it (rule 39).
      event.waitUntil(context.openDatabase());
      event.waitUntil(answerCommand({ context, routes, hooks, event, client }, event.data, event.ports[0]));
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
