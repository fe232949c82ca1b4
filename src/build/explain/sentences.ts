/** The sentences about a route, which a worker that has no such page does not say. */
import { BYPASS } from '../../core/policy/reasons.js';
import type { FoundRoute, SiteRoutes } from '../load-config/routes.js';
import type { DescribedPage } from './describe.js';

export const AUDIENCES = {
  auto: 'It is stored once it is proven to be the same for everyone.',
  everyone: 'The route says that it is the same for everyone: the copy without cookies is stored.',
  user: `It is stored for the user that is named. ${BYPASS['no-user']}`,
};

export function lifetimeLine({ revalidate, expire }: DescribedPage): string {
  if (revalidate === 'origin') return 'Fresh for as long as the origin’s Cache-Control says (RFC 9111).';
  const span = (seconds: DescribedPage['expire']): string => (seconds === null ? 'ever' : `${seconds} s`);
  return `Fresh for ${span(revalidate)}, served for ${span(expire)}, unless its headers say otherwise.`;
}

export function matchLine({ config }: SiteRoutes, { route, index, params }: FoundRoute): string {
  const values = Object.entries(params)
    .filter(([name]) => !/^\d+$/.test(name))
    .map(([name, value]) => `${name} is "${value}"`);
  const how = typeof route.match === 'function' ? 'Its function takes the URL' : 'Its match takes the URL';
  const rest = values.length > 0 ? `: ${values.join(', ')}.` : '.';
  return `Route ${index + 1} of ${config.routes.length} is the first that matches. ${how}${rest}`;
}

export function queryLines({
  kept,
  dropped,
}: {
  kept: readonly string[];
  dropped: readonly string[];
}): string[] {
  return [
    ...(kept.length > 0 ? [`The query selects the page: ${kept.join(', ')}.`] : []),
    ...(dropped.length > 0 ? [`The query is neither sent nor stored: ${dropped.join(', ')}.`] : []),
  ];
}

export function listLine({ route }: FoundRoute, listed: boolean | undefined): string[] {
  if (route.paths === undefined) return [];
  if (listed === undefined)
    return ['The worker reads the route’s paths when it runs: sw-isr pages lists them.'];
  return [listed ? 'The route’s paths list it: it is fetched ahead.' : 'The route’s paths do not list it.'];
}

export const dataLine = (page: string): string =>
  `It is a framework’s data request for ${page}: a script that sends it gets the network’s answer.`;
