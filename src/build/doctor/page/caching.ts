/** What an answer says of caching, and how the worker reads it. */
import type { ResolvedRoute } from '../../../config/resolve.js';
import { responseDirectives, targetedDirectives } from '../../../core/http/cache-control.js';
import type { HeaderSource } from '../../../core/http/headers.js';
import { lifetimeOf } from '../../../core/policy/route/lifetime.js';
import { variantNames } from '../../../core/http/vary.js';
import { isDeclaredShared } from '../../../core/cache/proof.js';
import { type Finding, finding } from '../findings.js';

/** A time in words. @example inWords(300) // '5 minutes' */
export function inWords(seconds: number): string {
  const units: [string, number][] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  const [unit, length] = units.find(([, size]) => seconds >= size && seconds % size === 0) ?? ['second', 1];
  const count = seconds / length;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const forHowLong = (seconds: number): string =>
  seconds < Infinity ? `for ${inWords(seconds)}` : 'until it is revalidated';

/** How long a page of the route is fresh, and who says so. */
function lifetime(route: ResolvedRoute, headers: HeaderSource): string {
  if (route.revalidate === 'origin') return 'The route obeys it.';
  const { revalidate } = lifetimeOf(route, 200, headers);
  const who = targetedDirectives(headers) ? 'by ISR-Cache-Control' : 'by its route';
  return `The page is fresh ${forHowLong(revalidate)}, ${who}.`;
}

/** What gives way to a route that names a number (rule 22). */
const YIELDING = ['no-cache', 'must-revalidate', 'proxy-revalidate'];

function readings(route: ResolvedRoute, headers: HeaderSource, isKept: boolean): string[] {
  const { directives, targeted } = responseDirectives(headers);
  const yielding = YIELDING.filter((name) => directives.has(name));
  if (directives.get('max-age') === '0') yielding.push('max-age=0');
  const isNumber = route.revalidate !== 'origin' && !targeted;
  return [
    ...(isDeclaredShared(headers) ? ['It says that the page is for everyone.'] : []),
    ...(isNumber && isKept && yielding.length > 0
      ? [`The route's lifetime counts in place of ${yielding.join(', ')}.`]
      : []),
    ...(directives.has('s-maxage') && route.revalidate === 'origin' && !route.sharedMaxAge
      ? ['s-maxage counts only with sharedMaxAge: true.']
      : []),
    ...(headers.get('cdn-cache-control') !== null ? ['CDN-Cache-Control is for CDNs, and not read.'] : []),
    ...(isKept ? [lifetime(route, headers)] : []),
  ];
}

/** @param isKept whether the page is one that the worker keeps: only then does it have a lifetime */
export function cachingFindings(route: ResolvedRoute, headers: HeaderSource, isKept: boolean): Finding[] {
  const findings: Finding[] = [];
  const own = headers.get('isr-cache-control');
  if (own !== null && !targetedDirectives(headers))
    findings.push(
      finding('isr-cache-control', `ISR-Cache-Control: ${own} can't be read, and counts for nothing.`),
    );
  const read = readings(route, headers, isKept);
  const field = targetedDirectives(headers) ? 'ISR-Cache-Control' : 'Cache-Control';
  const value = headers.get(field);
  if (read.length > 0 && (value !== null || headers.get('cdn-cache-control') !== null)) {
    const said = value === null ? 'No Cache-Control.' : `${field}: ${value}.`;
    findings.push(finding('cache-control', [said, ...read].join(' ')));
  }
  const vary = headers.get('vary');
  const names = variantNames(vary).filter((name) => name !== 'accept');
  if (names.length > 0) findings.push(finding('vary', `It varies by ${names.join(', ')}.`));
  return findings;
}
