/** The loading shell: shown at once, and ended by sending the browser to the real page (rules 11 and 12). */
import { allowNonce } from '../core/csp.js';
import { cacheStatus, serverTiming, type Told } from '../core/cache-status.js';
import { deploymentOf } from '../core/key.js';
import type { Context, Lifetime } from './context.js';
import type { Flight } from './flights.js';
import { builtInShell } from './pages/shell.js';
import { resource, type Resource } from './resources.js';
import type { Target } from './target.js';

/** Milliseconds after which a shell ends whatever happens: a worker's stream is cut not much later. */
const LONGEST = 50_000;

const TOLD: Told = { kind: 'forward', why: 'uri-miss', detail: 'shell' };

const REFRESH = '<meta http-equiv="refresh" content="0">';

/** A refresh does nothing in Chromium where the URL has a fragment: there a script reloads. */
const ending = (nonce: string | undefined): string =>
  nonce ? `<script nonce="${nonce}">location.reload()</script><noscript>${REFRESH}</noscript>` : REFRESH;

const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/**
 * Where every route has a shell of its own, this little stands in for one that could not be stored. The canvas makes
 * WebKit paint it while its stream is open.
 */
const PLAIN =
  '<!doctype html><meta name=viewport content=width=device-width><title>Loading…</title><canvas></canvas><p role=status>Loading…';

const builtIn = (): Resource => ({
  html: globalThis.ISR_BUILT_IN_SHELL !== false ? builtInShell() : PLAIN,
  headers: [
    ['content-type', 'text/html; charset=utf-8'],
    ['content-security-policy', POLICY],
  ],
});

/** Answers with the shell of the target's route; it ends when the flight has an answer for the next navigation. */
export async function shellResponse(
  context: Context,
  event: Lifetime,
  request: Request,
  target: Target,
  flight: Flight,
): Promise<Response> {
  const { html, headers: given } =
    (await resource(context, deploymentOf(target.scope), target.route.shell)) ?? builtIn();
  const nonce = request.url.includes('#') ? crypto.randomUUID() : undefined;
  const headers = new Headers();
  for (const [name, value] of given)
    headers.append(name, nonce && name === 'content-security-policy' ? allowNonce(value, nonce) : value);
  headers.set('cache-control', 'no-store');
  headers.set('cache-status', cacheStatus(TOLD));
  headers.set('server-timing', serverTiming(TOLD, 0));

  flight.claims += 1;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const send = async (): Promise<void> => {
    const writer = writable.getWriter();
    const encoder = new TextEncoder();
    await writer.write(encoder.encode(html));
    await Promise.race([flight.asked, new Promise((resolve) => setTimeout(resolve, LONGEST))]);
    await writer.write(encoder.encode(ending(nonce)));
    await writer.close();
  };
  // The visitor may leave before the page is there; then nobody reads the rest.
  event.waitUntil(send().catch(() => undefined));
  return new Response(readable, { headers });
}
