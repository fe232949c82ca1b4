/** What an answer to a request for an asset is worth: whether it may be copied, and whether it is that asset at all. */
import { isHtml } from '../../core/http/html.js';

/** Bytes of the largest file that is copied. */
const MAX_BYTES = 10_000_000;

/** Whether a header holds these words; an opaque response shows none. */
export const says = ({ headers }: Response, name: string, words: RegExp): boolean =>
  words.test(headers.get(name) ?? '');

/** Whether it says that it never changes. */
export const isImmutable = (response: Response): boolean => says(response, 'cache-control', /\bimmutable\b/i);

/**
 * Whether its headers let it be copied: it is whole, everyone's, and neither a stream without end nor a download
 * (rule 37).
 */
export const isCopyable = (response: Response): boolean =>
  response.type === 'opaque' ||
  (response.status === 200 &&
    !says(response, 'cache-control', /\b(?:no-store|private)\b/i) &&
    !says(response, 'content-type', /^\s*(?:multipart\/|text\/event-stream)/i) &&
    !says(response, 'content-disposition', /^\s*attachment/i) &&
    Number(response.headers.get('content-length')) <= MAX_BYTES);

/**
 * Whether the answer is a page in place of the asset, as hosts send that answer every path. A script that is only
 * called HTML by its server, as PHP does unless it is told otherwise, begins with no tag.
 */
export async function isPage(response: Response): Promise<boolean> {
  if (!isHtml(response.headers.get('content-type'))) return false;
  const reader = response.clone().body?.getReader();
  const { value } = (await reader?.read().catch(() => undefined)) ?? {};
  reader?.cancel().catch(() => undefined);
  return !/^(?:\s|<!--.*?-->)*[^\s<]/s.test(new TextDecoder().decode(value));
}

/** Reads a copy to its end. False where it is too large, breaks off, or the signal comes first. */
export async function readsWhole({ body }: Response, signal: AbortSignal): Promise<boolean> {
  const reader = body?.getReader();
  const end = (): unknown => reader?.cancel().catch(() => undefined);
  signal.addEventListener('abort', end);
  try {
    let size = 0;
    for (let read; !signal.aborted && (read = await reader?.read()) && !read.done;) {
      size += read.value.byteLength;
      if (size > MAX_BYTES) return false;
    }
    return !signal.aborted;
  } catch {
    return false;
  } finally {
    end();
  }
}
