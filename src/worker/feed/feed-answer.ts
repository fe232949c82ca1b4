/** Asks the feed for what follows an offset. An answer that is not wholly one of a feed changes nothing. */
import { isOffset, MISSED, readBatch, type Batch } from '../../core/cache/feed.js';
import { failure } from '../../shared/errors.js';
import type { Context } from '../runtime/context.js';

/** Events, and the offset after them. */
export interface FeedAnswer {
  readonly batch: Batch;
  readonly next: string;
  /** Whether no further event is known. */
  readonly isUpToDate: boolean;
}

const TIMEOUT_MS = 10_000;

/** The offset of a browser that has read nothing yet: the end of the log. */
export const TAIL = 'now';

/** Milliseconds that the clock here is ahead of the feed's; 0 where an answer does not tell. */
const aheadOf = (headers: Headers, now: number): number =>
  now - Date.parse(headers.get('date') ?? '') - Number(headers.get('age') ?? 0) * 1000 || 0;

/**
 * The browser's HTTP cache makes the request conditional, and gives the answer again after a 304.
 * @throws IsrError `failed` if what answers is no feed; TypeError without a network
 */
export async function askFeed({ fetch, now }: Context, feed: string, offset: string): Promise<FeedAnswer> {
  const url = new URL(feed, location.origin);
  url.searchParams.set('offset', offset);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(new Request(url, { cache: 'no-cache', credentials: 'omit', signal }));
  const { status, headers } = response;
  const next = headers.get('stream-next-offset');
  const isJson = headers.get('content-type')?.includes('json');
  const batch =
    status === 410 ? MISSED : status === 200 && isJson ? readBatch(await response.json()) : undefined;
  if (!batch || !isOffset(next))
    throw failure(
      'failed',
      `read the feed at "${url.href}"`,
      `it answered ${status}, but no feed`,
      'Nothing changes',
    );
  return {
    // Marks are compared with times of this clock (rule 4).
    batch: { ...batch, at: batch.at && batch.at + aheadOf(headers, now()) },
    next,
    isUpToDate: headers.has('stream-up-to-date') || status === 410,
  };
}
