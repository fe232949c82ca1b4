/** Asks for one page, and says all that is found of it. */
import type { ResolvedRoute } from '../../../config/resolve.js';
import { canonicalUrl } from '../../../core/cache/key.js';
import type { Asker } from '../asking/asker.js';
import type { Answer } from '../asking/http.js';
import { locationOf } from '../asking/redirect.js';
import { type Finding, finding } from '../findings.js';
import type { SiteRoutes } from '../routes.js';
import type { DoctorPage } from '../types.js';
import { cachingFindings } from './caching.js';
import { whyNotKept } from './kept.js';
import { type Copies, gatherCopies, type Ownership, ownershipOf } from './ownership.js';
import { ownershipFindings } from './ownership-findings.js';
import { policyFindings } from './policies.js';
import { allTags, tagFindings } from './tags.js';
import { validatorFindings, validatorOf } from './validators.js';

export interface Diagnosis {
  /** The name of the route that takes the page; `''` where none does. */
  route: string;
  page: DoctorPage;
  /** The visitor's own answer. */
  own?: Answer;
}

/** What a first view asks for: a page that says whose it is needs no second request. */
function firstView({ conditional }: Copies, { proof }: Ownership): DoctorPage['firstView'] {
  const isSaid =
    proof.whose === 'everyone' ? proof.by === 'header' : proof.whose === 'visitor' && proof.byHeader;
  if (isSaid) return '1';
  return conditional.kind === 'answer' && conditional.status === 304 ? '1 + 304' : '2';
}

/** What is known of a page before it is compared with other copies. */
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

/** The site, as far as its pages are concerned. */
export interface Site {
  asker: Asker;
  routes: SiteRoutes;
  /** The URL of the worker's script. */
  worker: URL;
}

/** A page of a route that keeps what is everyone's: compared with copies of it. */
async function compared(
  { asker, routes: { config } }: Site,
  { page, url, route, own }: { page: DoctorPage; url: URL; route: ResolvedRoute; own: Answer },
): Promise<DoctorPage> {
  const { ignoreQuery } = config;
  const canonical = new URL(canonicalUrl(url.href, { allowQuery: route.allowQuery, ignoreQuery }));
  const copies = await gatherCopies(asker, { url, canonical }, own);
  const ownership = ownershipOf(copies);
  const { findings, ...told } = ownershipFindings(route, copies, ownership);
  return {
    ...page,
    ...told,
    firstView: firstView(copies, ownership),
    findings: [
      ...findings,
      ...validatorFindings(copies, ownership),
      ...cachingFindings(route, own.headers, told.whose === 'everyone'),
      ...tagFindings(own.headers),
    ],
  };
}

/** A page of a route whose pages are one user's. */
const usersPage = (page: DoctorPage, route: ResolvedRoute, { headers }: Answer): DoctorPage => ({
  ...page,
  whose: 'personal',
  findings: [
    finding(
      'user-route',
      "Its route says audience: 'user': it is fetched with cookies, and kept for the user who is named.",
    ),
    ...cachingFindings(route, headers, true),
    ...tagFindings(headers),
  ],
});

/** What is found without looking at the page itself; undefined where it may be kept. */
function settled(own: Answer, url: URL, { config, find }: SiteRoutes): Finding | undefined {
  const route = find(url);
  if (!route) return finding('not-routed', 'No route takes it: the worker keeps out of its way.');
  if (route.revalidate === 0) return finding('never-stored', 'Its route keeps nothing.');
  return whyNotKept(own, { url, route, maxBytes: config.limits.maxPageBytes });
}

async function examined(site: Site, path: string, url: URL, own: Answer): Promise<DoctorPage> {
  const page = basicsOf(path, url, own);
  const found = settled(own, url, site.routes);
  const route = site.routes.find(url);
  if (found || !route) return { ...page, findings: found ? [found] : [] };
  return route.audience === 'user' ? usersPage(page, route, own) : compared(site, { page, url, route, own });
}

/** Asks for a page as often as it takes to say whose it is. */
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
