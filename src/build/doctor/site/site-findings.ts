/** What concerns the whole site. */
import { isHtml } from '../../../core/http/html.js';
import { isLocal } from '../asking/cookie-jar.js';
import type { Answer } from '../asking/http.js';
import { type Finding, finding } from '../findings.js';
import type { CheckedOptions } from '../options.js';
import { strippingCdn } from '../page/tags.js';
import { foreignOrigins, workerPolicyFindings } from './worker-policy.js';

/** Whether browsers run workers there at all. */
export function originFinding(origin: string): Finding {
  const { protocol, hostname } = new URL(origin);
  if (protocol === 'https:') return finding('secure-origin', 'The site is served over HTTPS.');
  return isLocal(hostname)
    ? finding('secure-origin', `Browsers trust ${hostname} without HTTPS.`)
    : finding('insecure-origin', `${origin} is served without HTTPS.`);
}

export interface Seen {
  /** The visitor's answers, of all pages. */
  answers: readonly Answer[];
  worker: Answer | undefined;
  checked: CheckedOptions;
  /** Whether the site was told who the visitor is. */
  isKnown: boolean;
}

/** How much of a visitor the site saw. */
function strangerFinding({ checked, isKnown }: Seen): Finding[] {
  if (!isKnown)
    return [
      finding(
        'stranger',
        'No cookie was given, and the site sets none: the visitor and nobody look the same to it.',
      ),
    ];
  const isGiven = checked.cookies.length > 0 || checked.visitorHeaders.size > 0;
  return isGiven
    ? []
    : [
        finding(
          'stranger',
          'The visitor has only the cookies that the site gives everyone, and is logged in nowhere.',
        ),
      ];
}

function cdnFinding({ answers }: Seen): Finding[] {
  const cdn = answers.map(({ headers }) => strippingCdn(headers)).find((name) => name !== undefined);
  const isNoted =
    cdn === undefined ||
    answers.some(({ headers }) => ['isr-tags', 'cache-tag'].some((name) => headers.get(name) !== null));
  return isNoted
    ? []
    : [
        finding(
          'cdn-strips-tags',
          `The site is behind ${cdn}, which takes Cache-Tag out of the answers that it passes on.`,
        ),
      ];
}

/** What the pages and the worker's script say of the whole site. */
export function siteFindings(seen: Seen): Finding[] {
  const { answers, worker, checked } = seen;
  const pages = answers.filter(({ headers }) => isHtml(headers.get('content-type')));
  const foreign = pages.flatMap(({ text }) => foreignOrigins(text, new URL(checked.origin)));
  const url = new URL(checked.worker, checked.origin);
  return [
    ...(worker ? workerPolicyFindings(worker, url, [...new Set(foreign)]) : []),
    ...cdnFinding(seen),
    ...strangerFinding(seen),
  ];
}
