/**
 * Observes requests with unsafe methods (POST, PUT, PATCH, DELETE, …), so that users read their own writes (rule 29,
 * RFC 9111 §4.4). The requests are not changed, and only the network answers them.
 */
import { signsIn } from '../../core/cache/generation.js';
import { pathMark, tagMark } from '../../core/cache/invalidation.js';
import { pageOfDataUrl } from '../../core/http/request-kind.js';
import { parseList } from '../../core/http/syntax/structured-fields.js';
import { isNavigation } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import { obeyDeployment } from '../deployments/deployments.js';
import { writeMarks } from './invalidate.js';
import { fetchInTime, obeyLogout } from '../origin/fetch-origin.js';
import { compileMatch } from '../../config/match.js';
import { headersOf, HTML, withCacheStatus } from '../runtime/response.js';
import { pendingInvalidations, writePendingInvalidations } from '../lookup/pending-invalidations.js';
import type { Routes } from '../lookup/routes.js';
import { sleep } from '../runtime/timers.js';
import { parseUrl, siteOf } from '../runtime/url.js';
import { generationsOf, raiseGeneration, saveGenerations } from '../visitor/generations.js';
import { visitorOf } from '../visitor/visitor.js';

const isSafe = (method: string): boolean => /^(?:GET|HEAD|OPTIONS|TRACE)$/.test(method);

/** The types of short bodies: forms without files, and data of scripts. */
const SHORT_BODY = /^(?:text\/|application\/(?:x-www-form-urlencoded|(?:[\w.-]+\+)?(?:json|xml)))/i;

/**
 * Whether the request may take long, as with files. Uploads are left to the browser: Firefox ends a worker's request
 * after a minute, and pages see no upload progress through a worker.
 */
function isUpload({ headers, body }: Request): boolean {
  const type = headers.get('content-type');
  return type === null ? !!body : !SHORT_BODY.test(type);
}

/** Invalidates the pages that a write has changed. @param response missing for uploads, whose response is not seen */
async function noteWrite(
  context: Context,
  routes: Routes,
  { url }: Request,
  response: Response = new Response(),
): Promise<void> {
  const { headers, redirected } = response;
  // A write to a page's data URL changes the page.
  const page = parseUrl(pageOfDataUrl(new URL(url)) ?? url, url)?.href ?? url;
  const destination = redirected ? response.url : '';
  const named = [page, destination, headers.get('location'), headers.get('content-location')];
  // An empty or missing URL resolves to the request's own.
  const urls = [url, ...named].map((text) => parseUrl(text ?? '', url));
  const onSite = urls.flatMap((item) => (item?.origin === location.origin ? pathMark(item.pathname) : []));
  const paths = [...new Set(onSite)];
  const { route, params } = routes.match(page) ?? {};
  const groups = parseList(headers.get('cache-group-invalidation') ?? '');
  const tags = groups.filter((group) => typeof group === 'string');
  const { invalidates } = route ?? {};
  try {
    const more =
      typeof invalidates === 'function'
        ? invalidates({ url: new URL(page), params: params ?? {} })
        : invalidates;
    tags.push(...(more ?? []));
  } catch (error) {
    context.report(error);
  }
  const names = [...tags.map(tagMark), ...paths];
  await writeMarks(context, names, { tags, paths, mode: 'hard' }).catch((error: unknown) => {
    for (const name of names) pendingInvalidations(context).add(name);
    throw error;
  });
}

/** Pauses in milliseconds. After the last one a store that has stopped answering is used again. */
const RETRY_DELAYS_MS = [3000, 12_000, 30_000];

/** Writes what could not be written of a write: a worker that is stopped before would have forgotten it. */
async function retryUnwritten(context: Context): Promise<void> {
  for (const delayMs of RETRY_DELAYS_MS) {
    if (!pendingInvalidations(context).size && !visitorOf(context).unsaved) break;
    await sleep(delayMs);
    await writePendingInvalidations(context);
    await saveGenerations(context);
  }
}

/** Shown for a form without a response. It does not reload by itself, since that could send the form twice. */
const NO_RESPONSE_PAGE =
  '<!doctype html><meta name=viewport content=width=device-width><title>No answer</title><h1>This could not be sent</h1><p>Or its answer did not come. Go back and see whether it was received, before you send it again.';

const unanswered = (request: Request): Response =>
  isNavigation(request)
    ? new Response(NO_RESPONSE_PAGE, { status: 503, headers: headersOf(HTML) })
    : Response.error();

/** A write that may have made the visitor another. */
interface Write {
  /** The path of a write that may turn out to change no page. Undefined if it is always suspected. */
  readonly cause: string | undefined;
}

/**
 * The cause of a raised generation (rule 36). A script's write may be telemetry or a query, which is learned by its path.
 * A form, and a write to a login or logout path, is always suspected.
 */
function writeOf({ mode }: Request, { origin, host, pathname }: URL): Write {
  const path = (origin === location.origin ? '' : host) + pathname;
  return { cause: mode === 'navigate' || signsIn(pathname) ? undefined : path };
}

/**
 * Sends the request, and invalidates the changed pages before the page gets the response.
 * @param write raises the generation; undefined for paths in `ignoreWrites`
 */
async function sendWrite(
  context: Context,
  routes: Routes,
  event: FetchEvent,
  write: Write | undefined,
): Promise<Response> {
  const { request } = event;
  const { generation: activationGeneration } = context.activations;
  const response = await fetchInTime(context, request).catch(() => undefined);
  if (!response) return unanswered(request);
  try {
    const { type, status } = response;
    if (type !== 'error' && status < 400) {
      await Promise.all([
        noteWrite(context, routes, request, response).catch(context.report),
        write && raiseGeneration(context, write.cause),
      ]);
      event.waitUntil(retryUnwritten(context));
    }
    await obeyLogout(context, response);
    await obeyDeployment(context, response, activationGeneration);
  } catch (error) {
    context.report(error);
  }
  // A script's response is not copied: a copy has no `url`.
  return isNavigation(request)
    ? withCacheStatus(response, { fwd: 'method', 'fwd-status': response.status })
    : response;
}

/** Pauses before the generation is raised again: most writes are done after the first, long uploads after the second. */
const UNSEEN_WRITE_DELAYS_MS = [3000, 12_000];

/** Raises the generation when a write is sent whose response the worker does not see, and again when it may be done. */
async function noteUnseenWrite(context: Context, { cause }: Write): Promise<void> {
  await raiseGeneration(context, cause);
  const sentIn = (await generationsOf(context)).causes[cause ?? '']?.at;
  for (const delayMs of UNSEEN_WRITE_DELAYS_MS) {
    await sleep(delayMs);
    await raiseGeneration(context, cause, sentIn);
  }
}

/** Observes a request that may write. Undefined if the browser sends it itself. */
export type WriteObserver = (event: FetchEvent) => Promise<Response> | undefined;

/**
 * Observes writes: requests with an unsafe method to this host or another one of the site, except beacons and the paths
 * in `ignoreWrites` (rules 29 and 36). The browser itself sends uploads, `keepalive` requests, requests to other hosts,
 * and requests to routes with `revalidate: 0`, such as a logout that clears the site's storage. The worker does not see
 * their responses.
 */
export function createWriteObserver(context: Context, routes: Routes): WriteObserver {
  const ignored = context.config.ignoreWrites.map((match) => compileMatch(match));
  return (event) => {
    const { request } = event;
    const { method, keepalive, mode } = request;
    if (isSafe(method) || (keepalive && mode === 'no-cors')) return undefined;
    const url = new URL(request.url);
    const isOwn = url.origin === location.origin;
    if (!isOwn && siteOf(url) !== siteOf(new URL(location.href))) return undefined;
    const isIgnored = isOwn && ignored.some((matches) => matches(url, request));
    const write = isIgnored ? undefined : writeOf(request, url);
    const { revalidate, invalidates } = (isOwn && routes.match(request.url)?.route) || {};
    const isUncachedRoute = revalidate === 0 && !invalidates;
    if (isOwn && !keepalive && !isUncachedRoute && !isUpload(request))
      return sendWrite(context, routes, event, write);
    if (write) event.waitUntil(noteUnseenWrite(context, write).catch(context.report));
    if (isOwn && !isUncachedRoute)
      event.waitUntil(
        noteWrite(context, routes, request)
          .catch(context.report)
          .then(() => retryUnwritten(context)),
      );
    return undefined;
  };
}
