/** Asks the feed for what follows an offset. An answer that is not wholly one of a feed changes nothing. */
import { isOffset, readBatch, type Batch } from '../../core/cache/feed.js';
import { failure } from '../../shared/errors.js';
import type { Context } from '../runtime/context.js';
import { readBody } from '../runtime/read-body.js';

/** Events, and the offset after them. */
export interface FeedAnswer {
  readonly batch: Batch;
  readonly next: string;
  /** Whether no further event is known. */
  readonly isUpToDate: boolean;
  /** Milliseconds that the clock here is ahead of the feed's; 0 where the answer does not tell. */
  readonly ahead: number;
  /** When the newest event of the log was published, in milliseconds by the feed's clock; NaN where that is unknown. */
  readonly lastEventAt: number;
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 10_000_000;

const jsonOf = async (response: Response): Promise<unknown> =>
  JSON.parse(new TextDecoder().decode(await readBody(response, MAX_BYTES, '10 MB'))) as unknown;

const aheadOf = (headers: Headers, now: number): number =>
  now - Date.parse(headers.get('date') ?? '') - Number(headers.get('age') ?? 0) * 1000 || 0;

/**
 * The browser's HTTP cache makes the request conditional, and gives the answer again after a 304.
 * @param offset without one, the feed answers with what holds at its end: the deployment, and whether workers are off
 * @returns undefined if the log is another one, or no longer has what follows the offset
 * @throws IsrError `failed` if what answers is no feed; TypeError without a network
 */
export async function askFeed(
  { fetch, now }: Context,
  feed: string,
  offset?: string,
): Promise<FeedAnswer | undefined> {
  const url = new URL(feed, location.origin);
  url.searchParams.set('offset', offset ?? 'now');
  if (!offset) url.searchParams.set('state', '1');
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(new Request(url, { cache: 'no-cache', credentials: 'omit', signal }));
  const { status, headers } = response;
  if (status === 410 && offset) return undefined;
  const next = headers.get('stream-next-offset');
  const isJson = headers.get('content-type')?.includes('json');
  const batch = status === 200 && isJson ? readBatch(await jsonOf(response)) : undefined;
  if (!batch || !isOffset(next))
    throw failure(
      'failed',
      `read the feed at "${url.href}"`,
      `it answered ${status}, but no feed`,
      'Nothing changes',
    );
  return {
    batch,
    next,
    isUpToDate: headers.has('stream-up-to-date'),
    ahead: aheadOf(headers, now()),
    lastEventAt: Date.parse(headers.get('last-modified') ?? ''),
  };
}
