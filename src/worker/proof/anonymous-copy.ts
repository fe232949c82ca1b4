/** Requests a page without cookies, and compares copies of a page (rule 25). */
import { bytesOf, type StoredPage } from '../../storage/stored-page.js';
import { compareCopies, isSameTag, proofBy, type Copy, type Proof } from '../../core/cache/proof.js';
import type { HeaderSource } from '../../core/http/headers.js';
import type { Target } from '../lookup/target.js';
import { fetchOrigin, type OriginAnswer } from '../origin/fetch-origin.js';
import type { Context } from '../runtime/context.js';
import { headersOf } from '../runtime/response.js';
import { readPage, type ReadPage } from '../storing/store-page.js';

/** Browsers end a background event a little later. */
export const COPY_TIMEOUT_MS = 25_000;
const latin1 = new TextDecoder('latin1');

const copyOf = (status: number, headers: HeaderSource, body: ArrayBuffer): Copy => ({
  status,
  headers,
  text: latin1.decode(body),
});

export const copyOfPage = ({ response: { status, headers }, body }: ReadPage): Copy =>
  copyOf(status, headers, body);

/**
 * Whether the copy is the stored page: the same entity tag, or the same bytes except for nonces. False if the stored bytes
 * can't be read.
 */
export async function isStoredPage(copy: Copy, { entry, body }: StoredPage): Promise<boolean> {
  const headers = headersOf(entry.headers);
  if (copy.status !== entry.status) return false;
  if (isSameTag(copy.headers, headers)) return true;
  const bytes = await bytesOf(body).catch(() => undefined);
  return !!bytes && compareCopies(copy, copyOf(entry.status, headers, bytes)).same;
}

export interface AnonymousCopy {
  readonly proof: Proof;
  /** Missing unless the response is a page. */
  readonly page?: ReadPage | undefined;
  readonly answer: OriginAnswer;
}

/** Requests the canonical URL without cookies, conditional on the visitor's copy. */
export async function fetchAnonymousCopy(
  context: Context,
  target: Target,
  visitorCopy: Copy,
): Promise<AnonymousCopy> {
  const answer = await fetchOrigin(
    context,
    { ...target, request: undefined },
    { fence: 0 },
    {
      signal: AbortSignal.timeout(COPY_TIMEOUT_MS),
      etag: visitorCopy.status === 200 ? visitorCopy.headers.get('etag') : null,
    },
  );
  const { verdict, response } = answer;
  if (verdict.kind === 'not-modified') return { proof: { whose: 'everyone', by: 'not-modified' }, answer };
  if (!response || verdict.kind === 'failed')
    return { proof: { whose: 'unknown', why: 'the request without cookies failed' }, answer };
  if (verdict.kind !== 'store') {
    response.body?.cancel().catch(() => undefined);
    const why = `the request without cookies was answered ${verdict.reason}`;
    return { proof: { whose: 'visitor', why }, answer };
  }
  const page = await readPage(context, target, response);
  return { proof: proofBy(visitorCopy, copyOfPage(page)), page, answer };
}
