/** Requests one page and its copies, and collects the findings. */
import type { ResolvedRoute } from '../../../config/resolve.js';
import { canonicalUrl } from '../../../core/cache/key.js';
import type { Asker } from '../asking/asker.js';
import type { Answer } from '../asking/http.js';
import { locationOf } from '../asking/redirect.js';
import { type Finding, finding } from '../findings.js';
import type { SiteRoutes } from '../../load-config/routes.js';
import type { DoctorPage } from '../types.js';
import { cachingFindings } from './caching.js';
import { whyNotKept } from './kept.js';
import { type Copies, gatherCopies, type Ownership, ownershipOf } from './ownership.js';
import { ownershipFindings } from './ownership-findings.js';
import { policyFindings } from './policies.js';
import { allTags, tagFindings } from './tags.js';
import { validatorFindings, validatorOf } from './validators.js';

export interface Diagnosis {
  /** The name of the route that takes the page; `''` if there is none. */
  route: string;
  page: DoctorPage;
  /** The response to the visitor's request. */
  own?: Answer;
}

/** The requests of a first view. A page whose headers tell whose it is needs only one. */
function firstView({ conditional }: Copies, { proof }: Ownership): DoctorPage['firstView'] {
  const isDeclared =
    proof.whose === 'everyone' ? proof.by === 'header' : proof.whose === 'visitor' && proof.byHeader;
  if (isDeclared) return '1';
  return conditional.kind === 'answer' && conditional.status === 304 ? '1 + 304' : '2';
}

/** The facts about a page before it is compared with other copies. */
function basicsOf(path: string, url: URL, own: Answer): DoctorPage {
  const location = locationOf(own, url)?.href;
  return {
    path,
    status: own.status,
    ...(location !== undefined && { location }),
    whose: 'none',
    validator: validatorOf(own),
    firstView: '1',
    tags: allTags(own.headers),
    findings: [],
  };
}

/** The site: how to request its pages, its routes, its worker. */
export interface Site {
  asker: Asker;
  routes: SiteRoutes;
  /** The URL of the worker's script. */
  worker: URL;
}

/** Compares a page with its copies, on a route that stores pages that are everyone's. */
async function compared(
  { asker, routes: { config } }: Site,
  { page, url, route, own }: { page: DoctorPage; url: URL; route: ResolvedRoute; own: Answer },
): Promise<DoctorPage> {
  const { ignoreQuery } = config;
  const canonical = new URL(canonicalUrl(url.href, { allowQuery: route.allowQuery, ignoreQuery }));
  const copies = await gatherCopies(asker, { url, canonical }, own);
  const ownership = ownershipOf(copies);
  const { findings, ...owner } = ownershipFindings(route, copies, ownership);
  return {
    ...page,
    ...owner,
    firstView: firstView(copies, ownership),
    findings: [
      ...findings,
      ...validatorFindings(copies, ownership),
      ...cachingFindings(route, own.headers, owner.whose === 'everyone'),
      ...tagFindings(own.headers),
    ],
  };
}

/** A page of a route with `audience: 'user'`. */
const usersPage = (page: DoctorPage, route: ResolvedRoute, { headers }: Answer): DoctorPage => ({
  ...page,
  whose: 'personal',
  findings: [
    finding(
      'user-route',
      "Its route says audience: 'user': it is fetched with cookies, and stored for the user set with setUser().",
    ),
    ...cachingFindings(route, headers, true),
    ...tagFindings(headers),
  ],
});

/** Why the page cannot be stored, whatever its copies; undefined if it can. */
function whyNeverStored(own: Answer, url: URL, { config, find }: SiteRoutes): Finding | undefined {
  const route = find(url);
  if (!route) return finding('not-routed', 'No route takes it: the worker leaves it alone.');
  if (route.revalidate === 0) return finding('never-stored', 'Its route stores nothing.');
  return whyNotKept(own, { url, route, maxBytes: config.limits.maxPageBytes });
}

async function examined(site: Site, path: string, url: URL, own: Answer): Promise<DoctorPage> {
  const page = basicsOf(path, url, own);
  const found = whyNeverStored(own, url, site.routes);
  const route = site.routes.find(url);
  if (found || !route) return { ...page, findings: found ? [found] : [] };
  return route.audience === 'user' ? usersPage(page, route, own) : compared(site, { page, url, route, own });
}

/** Sends the requests that it takes to tell whose page it is. */
export async function diagnosePage(site: Site, path: string): Promise<Diagnosis> {
  const url = new URL(path, site.asker.origin);
  const route = site.routes.find(url)?.name ?? '';
  const own = await site.asker.visit(url);
  if (own.kind === 'none') {
    const findings = [finding('no-answer', `It could not be read: ${own.why}.`)];
    return { route, page: { path, whose: 'none', validator: 'none', firstView: '1', tags: [], findings } };
  }
  const page = await examined(site, path, url, own);
  const policies = own.status === 200 ? policyFindings(own, url, site.worker) : [];
  return { route, page: { ...page, findings: [...page.findings, ...policies] }, own };
}
