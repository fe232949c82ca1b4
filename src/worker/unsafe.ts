/**
 * Sees what requests with unsafe methods (POST, PUT, PATCH, DELETE, …) change, so that users read their own writes
 * (rule 29, RFC 9111 §4.4). They go to the network as they are, and nothing but the network answers them.
 */
import { tagMark } from '../core/invalidation.js';
import { parseList } from '../core/structured-fields.js';
import { isNavigation } from './circumstances.js';
import type { Context } from './context.js';
import { obeyDeployment } from './deployments.js';
import { writeMarks } from './invalidate.js';
import { obeyLogout } from './origin.js';
import { keepPosted } from './private-cache/posted.js';
import { headersOf, HTML, withSigns } from './respond.js';
import type { Routes } from './routes.js';

const isSafe = (method: string): boolean => /^(?:GET|HEAD|OPTIONS|TRACE)$/.test(method);

/** Marks what a successful write made out of date. */
async function noteWrite(
  context: Context,
  routes: Routes,
  { url }: Request,
  { headers, redirected, url: there }: Response,
): Promise<void> {
  const named = [redirected ? there : null, headers.get('location'), headers.get('content-location')];
  const urls = [url, ...named.flatMap((given) => given ?? [])]
    .filter((given) => URL.canParse(given, url))
    .map((given) => new URL(given, url))
    .filter(({ origin }) => origin === location.origin);
  const paths = [...new Set(urls.map(({ pathname }) => pathname))];
  const { route, params } = routes.match(url) ?? {};
  const own = route?.invalidates;
  const groups = parseList(headers.get('cache-group-invalidation') ?? '');
  const tags = [
    ...((typeof own === 'function' ? own({ url: new URL(url), params: params ?? {} }) : own) ?? []),
    ...groups.filter((group) => typeof group === 'string'),
  ];
  await writeMarks(context, [...tags.map(tagMark), ...paths], { tags, paths, mode: 'hard' });
}

/** A form that could not be sent: nothing here may send it again, so the page does not return by itself. */
const NOT_SENT =
  '<!doctype html><meta name=viewport content=width=device-width><title>Not sent</title><h1>This could not be sent</h1><p>The site can’t be reached. Go back, and send it again when the connection is there.';

async function passThrough(context: Context, routes: Routes, event: FetchEvent): Promise<Response> {
  const { request } = event;
  const requestedAt = context.now();
  try {
    const { count } = context.activations;
    const response = await context.fetch(request);
    const { type, status } = response;
    // A redirect that the browser will follow keeps its target to itself: wherever it leads is new.
    if (type === 'opaqueredirect') context.writes.add(event.resultingClientId);
    if (type !== 'error' && status < 400)
      await noteWrite(context, routes, request, response).catch(context.report);
    if (globalThis.ISR_ORIGIN !== false)
      event.waitUntil(
        keepPosted(context, routes.find(request.url), request, response, requestedAt).catch(context.report),
      );
    await obeyLogout(context, response);
    await obeyDeployment(context, response, count);
    // What a script gets is left as it is: a copy has no URL.
    return isNavigation(request) ? withSigns(response, { fwd: 'method', 'fwd-status': status }) : response;
  } catch {
    return isNavigation(request)
      ? new Response(NOT_SENT, { status: 503, headers: headersOf(HTML) })
      : Response.error();
  }
}

/**
 * Lets a request with an unsafe method through, and marks what it changed before its answer is handed on. Undefined
 * for what is none of ours: other sites', and beacons, which outlive their page and change none.
 */
export function observeUnsafe(
  context: Context,
  routes: Routes,
  event: FetchEvent,
): Promise<Response> | undefined {
  const { method, url, keepalive } = event.request;
  if (isSafe(method) || keepalive || new URL(url).origin !== location.origin) return undefined;
  return passThrough(context, routes, event);
}

/** Makes a navigation that follows a form's redirect show what was written: it has the client of the form's own. */
export async function followWrite(
  { use, writes, report }: Context,
  { resultingClientId }: FetchEvent,
  url: string,
): Promise<void> {
  if (writes.has(resultingClientId))
    await use((store) => store.invalidate([new URL(url).pathname], 'hard')).catch(report);
}
