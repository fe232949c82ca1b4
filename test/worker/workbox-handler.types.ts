/** What the compiler must accept of handlers in Workbox and Serwist, and what it must refuse. Only compiled, never run. */
import { Serwist, type RouteHandler, type RuntimeCaching, type SerwistPlugin } from 'serwist';
import { BackgroundSyncPlugin } from 'workbox-background-sync';
import { BroadcastUpdatePlugin } from 'workbox-broadcast-update';
import { CacheableResponsePlugin } from 'workbox-cacheable-response';
import type { WorkboxPlugin } from 'workbox-core/types.js';
import { PrecacheFallbackPlugin } from 'workbox-precaching';
import { registerRoute, Route, setCatchHandler, setDefaultHandler } from 'workbox-routing';
import type { HandlerPlugin, IsrPlugin } from '../../src/config/types.js';
import { isrHandler, type HandlerConfig } from '../../src/worker/index.js';

export function compiles(event: FetchEvent, precached: WorkboxPlugin, serwistPlugin: SerwistPlugin): void {
  registerRoute(/\/blog\//, isrHandler({ revalidate: 60 }));
  registerRoute(new Route(({ url }) => url.pathname.startsWith('/news/'), isrHandler()));
  setDefaultHandler(isrHandler());
  setCatchHandler(isrHandler());

  const handler: RouteHandler = isrHandler({ tags: ({ params }) => [`post:${params[0] ?? ''}`] });
  const runtimeCaching: RuntimeCaching[] = [
    { matcher: /\/blog\//, handler },
    { matcher: ({ request }) => request.mode === 'navigate', handler: isrHandler({}, { offline: false }) },
  ];
  new Serwist({ runtimeCaching });

  const [response, done]: [Promise<Response>, Promise<void>] = isrHandler().handleAll(event);
  event.waitUntil(Promise.all([response, done, isrHandler().handle({ event, request: '/blog/' })]));

  const plugins: HandlerPlugin[] = [
    new BackgroundSyncPlugin('pages'),
    new BroadcastUpdatePlugin(),
    new CacheableResponsePlugin({ statuses: [200] }),
    new PrecacheFallbackPlugin({ fallbackURL: '/offline.html' }),
    precached,
    serwistPlugin,
  ];
  const config: HandlerConfig = { plugins, offline: '<p>Offline' };
  isrHandler({}, config);
  const whole: IsrPlugin[] = [new BroadcastUpdatePlugin(), new CacheableResponsePlugin({ statuses: [200] })];
  console.log(whole);

  // @ts-expect-error -- a handler is given no pages' connections
  isrHandler({}, { feed: '/_isr/feed' });
  // @ts-expect-error -- it sees no writes
  isrHandler({}, { ignoreWrites: ['/graphql'] });
  // @ts-expect-error -- there is no such offline page
  isrHandler({}, { offline: true });
  // @ts-expect-error -- a plugin's hook is a function
  isrHandler({}, { plugins: [{ cacheWillUpdate: true }] });
}
