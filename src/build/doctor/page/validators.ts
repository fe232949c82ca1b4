/** Validators of a page, and whether the server answers conditional requests. */
import { isSameTag } from '../../../core/cache/proof.js';
import type { Answer } from '../asking/http.js';
import { type Finding, finding } from '../findings.js';
import type { DoctorPage } from '../types.js';
import type { Copies, Ownership } from './ownership.js';

export function validatorOf({ headers }: Answer): DoctorPage['validator'] {
  const etag = headers.get('etag');
  if (etag) return etag.startsWith('W/') ? 'weak ETag' : 'strong ETag';
  return headers.get('last-modified') ? 'Last-Modified' : 'none';
}

/** Only for pages that a second request proved to be everyone's. */
export function validatorFindings({ own, conditional }: Copies, { proof, seen }: Ownership): Finding[] {
  if (proof.whose !== 'everyone' || proof.by === 'header' || conditional.kind === 'none') return [];
  const validator = validatorOf(own);
  if (validator === 'none' || validator === 'Last-Modified')
    return [
      finding(
        'no-validator',
        `It has no ETag: the second request of a first view${validator === 'none' ? ', and each refresh,' : ''} costs the whole page.`,
      ),
    ];
  if (conditional.status === 304)
    return seen === 'changing' && validator === 'strong ETag'
      ? [finding('etag-too-strong', 'The strong ETag stays the same although the bytes differ each time.')]
      : [];
  if (isSameTag(own.headers, conditional.headers))
    return [
      finding(
        'validator-ignored',
        `A request with the page's ${validator} was answered with the whole page.`,
      ),
    ];
  return proof.by === 'bytes'
    ? [
        finding(
          'etag-changes',
          'Two responses with the same bytes have different ETags, so no request gets a 304.',
        ),
      ]
    : [];
}
