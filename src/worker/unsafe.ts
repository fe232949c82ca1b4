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
import { answerTo, obeyLogout } from './origin.js';
import { keepPosted } from './private-cache/posted.js';
import { headersOf, HTML, withSigns } from './respond.js';
import type { Routes } from './routes.js';
import { parseUrl } from './url.js';

const isSafe = (method: string): boolean => /^(?:GET|HEAD|OPTIONS|TRACE)$/.test(method);

/** What is short: forms without files, and what scripts send. */
const SHORT = /^(?:text\/|application\/(?:x-www-form-urlencoded|(?:[\w.-]+\+)?(?:json|xml)))/i;

/**
 * Whether the request carries files, or something else that may take long. Those are the browser's own: it ends what
 * a worker has in hand after a minute (Firefox), and tells a page nothing of its progress.
 */
function isUpload({ headers, body }: Request): boolean {
  const type = headers.get('content-type');
  return type === null ? !!body : !SHORT.test(type);
}

/** Marks what a write made out of date. Of an upload only where it went is known, and not what was answered. */
async function noteWrite(
  context: Context,
  routes: Routes,
  { url }: Request,
  { headers, redirected, url: there }: Response = new Response(),
): Promise<void> {
  const named = [redirected ? there : '', headers.get('location'), headers.get('content-location')];
  // What is not named is read as nothing beyond the URL itself.
  const urls = [url, ...named].map((given) => parseUrl(given ?? '', url));
  const own = urls.flatMap((one) => (one?.origin === location.origin ? one.pathname : []));
  const paths = [...new Set(own)];
  const { route, params } = routes.match(url) ?? {};
  const groups = parseList(headers.get('cache-group-invalidation') ?? '');
  const tags = groups.filter((group) => typeof group === 'string');
  const given = route?.invalidates;
  try {
    tags.push(
      ...((typeof given === 'function' ? given({ url: new URL(url), params: params ?? {} }) : given) ?? []),
    );
  } catch (error) {
    context.report(error);
  }
  const names = [...tags.map(tagMark), ...paths];
  // What could not be written is owed, to be written before the next page is looked up.
  await writeMarks(context, names, { tags, paths, mode: 'hard' }).catch((error: unknown) => {
    for (const name of names) context.owed.add(name);
    throw error;
  });
}

/** A form without an answer: nothing here may send it again, so that the page does not return by itself. */
const NOT_SENT =
  '<!doctype html><meta name=viewport content=width=device-width><title>No answer</title><h1>This could not be sent</h1><p>Or its answer did not come. Go back and see whether it was received, before you send it again.';

const unanswered = (request: Request): Response =>
  isNavigation(request)
    ? new Response(NOT_SENT, { status: 503, headers: headersOf(HTML) })
    : Response.error();

async function passThrough(context: Context, routes: Routes, event: FetchEvent): Promise<Response> {
  const { request } = event;
  const { count } = context.activations;
  const store =
    globalThis.ISR_ORIGIN !== false ? keepPosted(context, routes.find(request.url), request) : undefined;
  const response = await answerTo(context, request).catch(() => undefined);
  if (!response) return unanswered(request);
  try {
    const { type, status } = response;
    // A redirect that the browser will follow keeps its target to itself: wherever it leads is new.
    if (type === 'opaqueredirect') remember(context, event);
    if (type !== 'error' && status < 400)
      await noteWrite(context, routes, request, response).catch(context.report);
    if (store) event.waitUntil(store(response).catch(context.report));
    await obeyLogout(context, response);
    await obeyDeployment(context, response, count);
  } catch (error) {
    context.report(error);
  }
  // What a script gets is left as it is: a copy has no URL.
  return isNavigation(request)
    ? withSigns(response, { fwd: 'method', 'fwd-status': response.status })
    : response;
}

/** Remembers for which document something was written: the one that a form makes, or the one whose script sent it. */
function remember({ writes }: Context, { request, resultingClientId, clientId }: FetchEvent): void {
  const id = resultingClientId || clientId;
  if (id) writes.set(id, request.url);
}

/**
 * Lets a request with an unsafe method through, and marks what it changed before its answer is handed on. Undefined
 * for what is none of ours: other sites', beacons, which outlive their page and change none, and what goes to a route
 * that is the network's and invalidates nothing: a logout that clears the site's storage, say.
 */
export function observeUnsafe(
  context: Context,
  routes: Routes,
  event: FetchEvent,
): Promise<Response> | undefined {
  const { method, url, keepalive } = event.request;
  if (isSafe(method) || keepalive || new URL(url).origin !== location.origin) return undefined;
  const { revalidate, invalidates } = routes.match(url)?.route ?? {};
  if (revalidate === 0 && !invalidates) return undefined;
  if (!isUpload(event.request)) return passThrough(context, routes, event);
  event.waitUntil(noteWrite(context, routes, event.request).catch(context.report));
  remember(context, event);
  return undefined;
}

/**
 * Makes a page show what was written before it was asked for: one to where a form's answer redirects has the form's own
 * client, one that the page which wrote navigates to, or fetches, comes from there. Also writes the marks that are owed.
 */
export async function followWrite(
  { use, writes, owed, report }: Context,
  { resultingClientId, clientId }: Pick<FetchEvent, 'resultingClientId' | 'clientId'>,
  url: string,
): Promise<void> {
  const written = writes.get(resultingClientId) ?? writes.get(clientId);
  const paths = written ? [url, written].map((one) => new URL(one).pathname) : [];
  // What an answer redirects to may redirect in turn: it leads to the same client.
  writes.delete(clientId);
  const names = [...owed, ...paths];
  if (!names.length) return;
  const wrote = await use((store) => store.invalidate(names, 'hard')).then(() => true, report);
  for (const name of names) {
    if (wrote) owed.delete(name);
    else owed.add(name);
  }
}
