/** The caching headers of a response, and how the worker reads them. */
import type { ResolvedRoute } from '../../../config/resolve.js';
import { responseDirectives, targetedDirectives } from '../../../core/http/cache-control.js';
import type { HeaderSource } from '../../../core/http/headers.js';
import { lifetimeOf } from '../../../core/policy/route/lifetime.js';
import { variantNames } from '../../../core/http/vary.js';
import { isDeclaredShared } from '../../../core/cache/proof.js';
import { type Finding, finding } from '../findings.js';

/** A duration in words. @example inWords(300) // '5 minutes' */
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

/** For how long a page of the route is fresh, and whether the route or the response sets it. */
function lifetime(route: ResolvedRoute, headers: HeaderSource): string {
  if (route.revalidate === 'origin') return 'The route obeys it.';
  const { revalidate } = lifetimeOf(route, 200, headers);
  const source = targetedDirectives(headers) ? 'by ISR-Cache-Control' : 'by its route';
  return `The page is fresh ${forHowLong(revalidate)}, ${source}.`;
}

/** Directives that a route's own lifetime overrides (rule 22). */
const OVERRIDDEN = ['no-cache', 'must-revalidate', 'proxy-revalidate'];

function readings(route: ResolvedRoute, headers: HeaderSource, isStored: boolean): string[] {
  const { directives, targeted } = responseDirectives(headers);
  const overridden = OVERRIDDEN.filter((name) => directives.has(name));
  if (directives.get('max-age') === '0') overridden.push('max-age=0');
  const isNumber = route.revalidate !== 'origin' && !targeted;
  return [
    ...(isDeclaredShared(headers) ? ['It says that the page is for everyone.'] : []),
    ...(isNumber && isStored && overridden.length > 0
      ? [`The route's lifetime overrides ${overridden.join(', ')}.`]
      : []),
    ...(directives.has('s-maxage') && route.revalidate === 'origin' && !route.sharedMaxAge
      ? ['s-maxage counts only with sharedMaxAge: true.']
      : []),
    ...(headers.get('cdn-cache-control') !== null ? ['The worker does not read CDN-Cache-Control.'] : []),
    ...(isStored ? [lifetime(route, headers)] : []),
  ];
}

/** @param isStored whether the worker stores the page: only then does it have a lifetime */
export function cachingFindings(route: ResolvedRoute, headers: HeaderSource, isStored: boolean): Finding[] {
  const findings: Finding[] = [];
  const own = headers.get('isr-cache-control');
  if (own !== null && !targetedDirectives(headers))
    findings.push(finding('isr-cache-control', `ISR-Cache-Control: ${own} is invalid and has no effect.`));
  const read = readings(route, headers, isStored);
  const field = targetedDirectives(headers) ? 'ISR-Cache-Control' : 'Cache-Control';
  const value = headers.get(field);
  if (read.length > 0 && (value !== null || headers.get('cdn-cache-control') !== null)) {
    const header = value === null ? 'No Cache-Control.' : `${field}: ${value}.`;
    findings.push(finding('cache-control', [header, ...read].join(' ')));
  }
  const vary = headers.get('vary');
  const names = variantNames(vary).filter((name) => name !== 'accept');
  if (names.length > 0) findings.push(finding('vary', `It varies by ${names.join(', ')}.`));
  return findings;
}
