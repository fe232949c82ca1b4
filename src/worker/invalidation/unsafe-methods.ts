/**
 * Sees what requests with unsafe methods (POST, PUT, PATCH, DELETE, …) change, so that users read their own writes
 * (rule 29, RFC 9111 §4.4). They go to the network as they are, and nothing but the network answers them.
 */
import { signsIn } from '../../core/cache/generation.js';
import { pathMark, tagMark } from '../../core/cache/invalidation.js';
import { pageOfDataUrl } from '../../core/http/request-kind.js';
import { parseList } from '../../core/http/syntax/structured-fields.js';
import { isNavigation } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import { obeyDeployment } from '../deployments/deployments.js';
import { writeMarks } from './invalidate.js';
import { answerTo, obeyLogout } from '../origin/fetch-origin.js';
import { compileMatch } from '../lookup/match.js';
import { headersOf, HTML, withCacheStatus } from '../runtime/response.js';
import { pendingInvalidations } from '../lookup/pending-invalidations.js';
import type { Routes } from '../lookup/routes.js';
import { sleep } from '../runtime/timers.js';
import { parseUrl, siteOf } from '../runtime/url.js';
import { raise } from '../visitor/generations.js';

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
  // What is sent to a page's data is written to the page.
  const page = parseUrl(pageOfDataUrl(new URL(url)) ?? url, url)?.href ?? url;
  const named = [page, redirected ? there : '', headers.get('location'), headers.get('content-location')];
  // What is not named is read as nothing beyond the URL itself.
  const urls = [url, ...named].map((given) => parseUrl(given ?? '', url));
  const own = urls.flatMap((one) => (one?.origin === location.origin ? pathMark(one.pathname) : []));
  const paths = [...new Set(own)];
  const { route, params } = routes.match(page) ?? {};
  const groups = parseList(headers.get('cache-group-invalidation') ?? '');
  const tags = groups.filter((group) => typeof group === 'string');
  const given = route?.invalidates;
  try {
    tags.push(
      ...((typeof given === 'function' ? given({ url: new URL(page), params: params ?? {} }) : given) ?? []),
    );
  } catch (error) {
    context.report(error);
  }
  const names = [...tags.map(tagMark), ...paths];
  await writeMarks(context, names, { tags, paths, mode: 'hard' }).catch((error: unknown) => {
    for (const name of names) pendingInvalidations(context).add(name);
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

/** A write that may have made the visitor another. `cause`: the path of one that may turn out to change no page. */
interface Write {
  readonly cause: string | undefined;
}

/**
 * What a write is suspected by (rule 36). A script's may be telemetry, or a query, which is learned by its path; a form's,
 * and one to a path that lets somebody in or out, is always suspected.
 */
function writeOf({ mode }: Request, { origin, host, pathname }: URL): Write {
  const path = (origin === location.origin ? '' : host) + pathname;
  return { cause: mode === 'navigate' || signsIn(pathname) ? undefined : path };
}

/**
 * Lets the request through, and marks what it changed before its answer is handed on.
 * @param write what raises the generation; none for a path that tells nothing
 */
async function sendWrite(
  context: Context,
  routes: Routes,
  event: FetchEvent,
  write: Write | undefined,
): Promise<Response> {
  const { request } = event;
  const { count } = context.activations;
  const response = await answerTo(context, request).catch(() => undefined);
  if (!response) return unanswered(request);
  try {
    const { type, status } = response;
    if (type !== 'error' && status < 400) {
      await Promise.all([
        noteWrite(context, routes, request, response).catch(context.report),
        write && raise(context, write.cause),
      ]);
    }
    await obeyLogout(context, response);
    await obeyDeployment(context, response, count);
  } catch (error) {
    context.report(error);
  }
  // What a script gets is left as it is: a copy has no URL.
  return isNavigation(request)
    ? withCacheStatus(response, { fwd: 'method', 'fwd-status': response.status })
    : response;
}

/** Milliseconds after which a write whose answer is not seen is taken to be done: most are, and so are long uploads. */
const UNSEEN_WRITE_MS = [3000, 12_000];

/** A write whose answer the worker does not see: it raises the generation as it is sent, and when it may be done. */
async function noteUnseen(context: Context, { cause }: Write): Promise<void> {
  await raise(context, cause);
  for (const time of UNSEEN_WRITE_MS) {
    await sleep(time);
    await raise(context, cause);
  }
}

/** Sees a request that may write; undefined where the browser sends it by itself. */
export type WriteObserver = (event: FetchEvent) => Promise<Response> | undefined;

/**
 * Sees what may write: any unsafe method, of a form or of a script, to this site or to another host of it, but for
 * beacons, and for paths of which the config says that they tell nothing (rules 29 and 36). An answer is seen only
 * where that costs the visitor nothing: uploads, requests that outlive their page, other hosts, and what goes to a
 * route that is the network's (a logout that clears the site's storage, say) are the browser's own.
 */
export function createWriteObserver(context: Context, routes: Routes): WriteObserver {
  const ignored = context.config.ignoreWrites.map(compileMatch);
  return (event) => {
    const { request } = event;
    const { method, keepalive, mode } = request;
    if (isSafe(method) || (keepalive && mode === 'no-cors')) return undefined;
    const url = new URL(request.url);
    const isOwn = url.origin === location.origin;
    if (!isOwn && siteOf(url) !== siteOf(new URL(location.href))) return undefined;
    const tellsNothing = isOwn && ignored.some((matches) => matches(url, request));
    const write = tellsNothing ? undefined : writeOf(request, url);
    const { revalidate, invalidates } = (isOwn && routes.match(request.url)?.route) || {};
    const isNetworks = revalidate === 0 && !invalidates;
    if (isOwn && !keepalive && !isNetworks && !isUpload(request))
      return sendWrite(context, routes, event, write);
    if (write) event.waitUntil(noteUnseen(context, write).catch(context.report));
    if (isOwn && !isNetworks) event.waitUntil(noteWrite(context, routes, request).catch(context.report));
    return undefined;
  };
}
