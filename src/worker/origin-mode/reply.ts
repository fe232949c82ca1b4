/** Turns a stored response into the reply to one request: whole, 206, 304 or 416. */
import type { CacheStatusParams } from '../../core/http/cache-status.js';
import { replyTo, type Reply } from '../../core/policy/origin/reply.js';
import type { Context } from '../runtime/context.js';
import type { PageRequest } from '../responses/page-request.js';
import { fromStore, headersOf, withCacheStatus } from '../runtime/response.js';
import { sizeOf, type StoredPage } from '../../storage/stored-page.js';

/** Undefined if the requested range is not stored. */
export const replyOf = (
  { context, event }: { context: Context; event: { request: Request } },
  { entry, body }: StoredPage,
): Reply | undefined =>
  replyTo(
    event.request.headers,
    { status: entry.status, fields: headersOf(entry.headers), size: sizeOf(body) },
    context.now(),
  );

/** Encodings that browsers decode. The stored body is decoded: `Content-Encoding` and `Content-Length` do not apply (rule 24). */
const DECODED = /^(?:x-)?(?:gzip|deflate|br|zstd|dcb|dcz)\b/i;

export function respond(
  { context, event }: PageRequest,
  page: StoredPage,
  { status, slice, contentRange }: Reply,
  detail?: string,
  params?: CacheStatusParams,
): Response {
  const { entry, body } = page;
  const part = slice && body.slice(slice[0], slice[1] + 1);
  const isDecoded = entry.headers.some(([name, value]) => name === 'content-encoding' && DECODED.test(value));
  // `Content-Length` is as invalid as this header.
  const invalid = contentRange ? 'content-range' : isDecoded && 'content-encoding';
  const headers = entry.headers.filter(
    ([name]) => !invalid || (name !== invalid && name !== 'content-length'),
  );
  if (contentRange) headers.push(['content-range', contentRange]);
  const replied = { ...page, entry: { ...entry, status, headers }, body: part ?? new ArrayBuffer(0) };
  const response = fromStore(context, replied, detail, params);
  return event.request.method === 'HEAD' ? new Response(null, response) : response;
}

/** The stored response may not be served, and the origin is unreachable (RFC 9111 §5.2.1.7 and §5.2.2.2). */
export const gatewayTimeout = (detail: string): Response =>
  withCacheStatus(new Response(null, { status: 504 }), { fwd: 'stale', detail });
