/** A stored answer, as the response to this very request. */
import type { CacheStatusParams } from '../../core/http/cache-status.js';
import { replyTo, type Reply } from '../../core/policy/origin/reply.js';
import type { Context } from '../runtime/context.js';
import type { PageRequest } from '../responses/page-request.js';
import { fromStore, headersOf, withCacheStatus } from '../runtime/response.js';
import type { StoredPage } from '../../core/cache/entry.js';

/** The reply; undefined where what is asked for is not all stored. */
export const replyOf = (
  { context, event }: { context: Context; event: { request: Request } },
  { entry, body }: StoredPage,
): Reply | undefined =>
  replyTo(
    event.request.headers,
    { status: entry.status, fields: headersOf(entry.headers), size: body.byteLength },
    context.now(),
  );

/** What browsers decode: neither this nor the length of what was sent is true of what is stored (rule 24). */
const DECODED = /^(?:x-)?(?:gzip|deflate|br|zstd|dcb|dcz)\b/i;

/** Turns a reply into a response that says what happened (rule 34). */
export function respond(
  { context, event }: PageRequest,
  page: StoredPage,
  { status, slice, contentRange }: Reply,
  detail?: string,
  told?: CacheStatusParams,
): Response {
  const { entry, body } = page;
  const part = slice && body.slice(slice[0], slice[1] + 1);
  const isDecoded = entry.headers.some(([name, value]) => name === 'content-encoding' && DECODED.test(value));
  const other = contentRange ? 'content-range' : isDecoded && 'content-encoding';
  const headers = entry.headers.filter(([name]) => !other || (name !== other && name !== 'content-length'));
  if (contentRange) headers.push(['content-range', contentRange]);
  const replied = { ...page, entry: { ...entry, status, headers }, body: part ?? new ArrayBuffer(0) };
  const response = fromStore(context, replied, detail, told);
  return event.request.method === 'HEAD' ? new Response(null, response) : response;
}

/** Nothing stored will do, and the origin can't be had (RFC 9111 §5.2.1.7 and §5.2.2.2). */
export const gatewayTimeout = (detail: string): Response =>
  withCacheStatus(new Response(null, { status: 504 }), { fwd: 'stale', detail });
