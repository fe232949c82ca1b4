/** What requests can be made conditional on, and whether the server answers such requests. */
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

/** Only for pages that were shown to be everyone's by a second request. */
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
      ? [finding('etag-too-strong', 'A strong ETag stays the same while the bytes are different each time.')]
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
          'Two answers with the same bytes have different ETags, so that no request is ever a 304.',
        ),
      ]
    : [];
}
