/** Checks the response to an asset request: whether it may be stored, and whether it is the asset or a page. */
import { isHtml } from '../../core/http/html.js';

/** Larger files are not stored. */
const MAX_BYTES = 10_000_000;

/** Whether a header matches. An opaque response has no visible headers. */
export const headerMatches = ({ headers }: Response, name: string, words: RegExp): boolean =>
  words.test(headers.get(name) ?? '');

/** Whether it says that it never changes. */
export const isImmutable = (response: Response): boolean =>
  headerMatches(response, 'cache-control', /\bimmutable\b/i);

/** Whether the headers allow storing: a whole response for everyone, no endless stream and no download (rule 37). */
export const isCopyable = (response: Response): boolean =>
  response.type === 'opaque' ||
  (response.status === 200 &&
    !headerMatches(response, 'cache-control', /\b(?:no-store|private)\b/i) &&
    !headerMatches(response, 'content-type', /^\s*(?:multipart\/|text\/event-stream)/i) &&
    !headerMatches(response, 'content-disposition', /^\s*attachment/i) &&
    Number(response.headers.get('content-length')) <= MAX_BYTES);

/** Whether a text begins with a tag, after comments. A comment that is not closed goes on to the end. */
export const isPageText = (text: string): boolean =>
  /^(?:<|$)/.test(text.replace(/<!--[^]*?(?:-->|$)/g, '').trim());

/**
 * Whether the response is a page in place of the asset: some hosts answer every path with a page. A script that PHP sends
 * as `text/html`, its default, does not start with a tag.
 */
export async function isPage(response: Response): Promise<boolean> {
  if (!isHtml(response.headers.get('content-type'))) return false;
  const reader = response.clone().body?.getReader();
  const { value } = (await reader?.read().catch(() => undefined)) ?? {};
  reader?.cancel().catch(() => undefined);
  return isPageText(new TextDecoder().decode(value));
}

/** Reads a response to its end. False if it is too large, breaks off, or is aborted. */
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
