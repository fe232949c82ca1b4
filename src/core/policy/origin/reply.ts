/** How a stored answer replies to this very request: whole, in part, or with a word (RFC 9110 §13.2.2 and §14.2). */
import type { HeaderSource } from '../../http/headers.js';
import { contentRange, storedRange, resolveRange, type ByteRange } from '../../http/ranges.js';
import { ifRangeMatches, isNotModified } from '../../http/conditional-requests.js';

export interface Reply {
  readonly status: number;
  /** The bytes of the stored body; undefined for none. */
  readonly slice?: ByteRange;
  /** Of a part, or of what can't be had. */
  readonly contentRange?: string;
}

/** A stored answer: its status, its fields, and the size of its body. */
export interface Stored {
  readonly status: number;
  readonly fields: HeaderSource;
  readonly size: number;
}

/** The reply; undefined where what is asked for is not all stored. */
export function replyTo(
  request: HeaderSource,
  { status, fields, size }: Stored,
  now: number,
): Reply | undefined {
  const held = storedRange(status, fields.get('content-range'), size);
  if (!held) return undefined;
  if (isNotModified(request, fields, now) && (status === 200 || status === 206)) return { status: 304 };
  const range = request.get('range');
  // The browser has decoded what is stored: its bytes are not those that the origin counts.
  if (range !== null && fields.get('content-encoding')) return undefined;
  const asked =
    range !== null && (status === 200 || status === 206) && ifRangeMatches(request, fields)
      ? resolveRange(range, held)
      : 'none';
  if (asked === 'missing') return undefined;
  if (asked === 'unsatisfiable') return { status: 416, contentRange: `bytes */${held.complete}` };
  if (asked === 'none') return status === 206 ? undefined : { status, slice: [0, size - 1] };
  const [first, last] = asked;
  return {
    status: 206,
    slice: [first - held.first, last - held.first],
    contentRange: contentRange(asked, held.complete),
  };
}
