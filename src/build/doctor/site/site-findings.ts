/** Findings about the whole site. */
import { isHtml } from '../../../core/http/html.js';
import { isLocal } from '../asking/cookie-jar.js';
import type { Answer } from '../asking/http.js';
import { type Finding, finding } from '../findings.js';
import type { CheckedOptions } from '../options.js';
import { strippingCdn } from '../page/tags.js';
import { foreignOrigins, workerPolicyFindings } from './worker-policy.js';

/** Whether browsers run workers on this origin. */
export function originFinding(origin: string): Finding {
  const { protocol, hostname } = new URL(origin);
  if (protocol === 'https:') return finding('secure-origin', 'The site is served over HTTPS.');
  return isLocal(hostname)
    ? finding('secure-origin', `Browsers trust ${hostname} without HTTPS.`)
    : finding('insecure-origin', `${origin} is served without HTTPS.`);
}

export interface Seen {
  /** The responses to the visitor, for all pages. */
  answers: readonly Answer[];
  worker: Answer | undefined;
  checked: CheckedOptions;
  /** Whether any request identified the visitor. */
  isKnown: boolean;
}

/** How well the site knew the visitor. */
function strangerFinding({ checked, isKnown }: Seen): Finding[] {
  if (!isKnown)
    return [
      finding(
        'stranger',
        'No cookie was given, and the site sets none: it cannot tell the visitor from a stranger.',
      ),
    ];
  const isGiven = checked.cookies.length > 0 || checked.visitorHeaders.size > 0;
  return isGiven
    ? []
    : [
        finding(
          'stranger',
          'The visitor has only the cookies that the site gives everyone, and is not logged in.',
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
          `The site is behind ${cdn}, which removes Cache-Tag from the responses that it passes on.`,
        ),
      ];
}

/** The findings about the whole site, from its pages and the worker's script. */
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
