/** How a stored response answers a request: whole, in part, or with 304 or 416 (RFC 9110 §13.2.2 and §14.2). */
import type { HeaderSource } from '../../http/headers.js';
import { contentRange, storedRange, resolveRange, type ByteRange } from '../../http/ranges.js';
import { ifRangeMatches, isNotModified } from '../../http/conditional-requests.js';

export interface Reply {
  readonly status: number;
  /** The bytes of the stored body to send; undefined: no body. */
  readonly slice?: ByteRange;
  /** The `Content-Range` of a 206 or a 416. */
  readonly contentRange?: string;
}

/** A stored response: its status, its fields, and the size of its body. */
export interface Stored {
  readonly status: number;
  readonly fields: HeaderSource;
  readonly size: number;
}

/** The reply; undefined if the requested bytes are not all stored. */
export function replyTo(
  request: HeaderSource,
  { status, fields, size }: Stored,
  now: number,
): Reply | undefined {
  const held = storedRange(status, fields.get('content-range'), size);
  if (!held) return undefined;
  if (isNotModified(request, fields, now) && (status === 200 || status === 206)) return { status: 304 };
  const range = request.get('range');
  // The browser has decoded the stored body, so its bytes are not those that the origin counts.
  if (range !== null && fields.get('content-encoding')) return undefined;
  const bytes =
    range !== null && (status === 200 || status === 206) && ifRangeMatches(request, fields)
      ? resolveRange(range, held)
      : 'none';
  if (bytes === 'missing') return undefined;
  if (bytes === 'unsatisfiable') return { status: 416, contentRange: `bytes */${held.complete}` };
  if (bytes === 'none') return status === 206 ? undefined : { status, slice: [0, size - 1] };
  const [first, last] = bytes;
  return {
    status: 206,
    slice: [first - held.first, last - held.first],
    contentRange: contentRange(bytes, held.complete),
  };
}
