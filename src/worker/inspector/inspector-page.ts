/** The page `/__isr`. It works without a network: its scripts are stored when they were loaded once. */

declare const self: ServiceWorkerGlobalScope;

const CACHE = 'sw-isr-inspector';
// Two constants: a bundler keeps a destructured array in workers that use neither.
const CLIENT = 'sw-isr.js';
const SCRIPT = 'sw-isr-inspector.js';

/** A function: a bundler keeps a text with another constant in it in workers that don't use it. */
const inspectorPage = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>sw-isr inspector</title>
<link rel="icon" href="data:,">
<script type="module" src="./${SCRIPT}"></script>
</head>
<body>
<main><isr-inspector page></isr-inspector></main>
<noscript>The inspector needs JavaScript.</noscript>
</body>
</html>
`;

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  // Only the scripts of this site run, and no other site may frame the buttons.
  'Content-Security-Policy':
    "script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
};

const pageUrl = (): string => `${self.registration.scope}__isr`;

const withoutQuery = (url: string): string => url.replace(/[?#].*/s, '');

/** The stored script is the answer of a site that can't be reached, or that no longer has the script. */
async function scriptAnswer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const response = await fetch(request).catch(() => undefined);
  if (response?.ok) {
    await cache.put(request.url, response.clone());
    return response;
  }
  return (await cache.match(request.url)) ?? response ?? Response.error();
}

/** What the inspector's own requests are answered; undefined for all others. */
export function inspectorAnswer(request: Request): Promise<Response> | undefined {
  const { url, mode, referrer } = request;
  const path = withoutQuery(url);
  const { scope } = self.registration;
  if (path === pageUrl() && mode === 'navigate')
    return Promise.resolve(new Response(inspectorPage(), { headers: HEADERS }));
  const isFromInspector = [pageUrl(), scope + SCRIPT].includes(withoutQuery(referrer));
  if (path === scope + SCRIPT || (path === scope + CLIENT && isFromInspector)) return scriptAnswer(request);
  return undefined;
}

/** Static routing (see `lifecycle.ts`): patterns of a `URLPattern`. */
interface Rule {
  condition: { urlPattern: { pathname: string } };
  source: 'fetch-event';
}

/**
 * Tells the browser that the inspector's requests are the worker's: the worker's own rules send all that no route
 * takes to the network. The first rule that matches wins, so that this one is added before.
 */
export function routeToWorker(): void {
  self.addEventListener('install', (event) => {
    const installing = event as ExtendableEvent & { addRoutes?(rules: Rule[]): Promise<void> };
    const { pathname } = new URL(self.registration.scope);
    const rules = ['__isr', SCRIPT, CLIENT].map((name): Rule => ({
      condition: { urlPattern: { pathname: pathname + name } },
      source: 'fetch-event',
    }));
    // A browser that refuses a second list of rules has the worker's own.
    event.waitUntil(installing.addRoutes?.(rules).catch(() => undefined) ?? Promise.resolve());
  });
}
