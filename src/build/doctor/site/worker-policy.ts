/** The policies that came with the worker's script: its own fetches are judged by them, not by the page's (rule 37). */
import type { Answer } from '../asking/http.js';
import { forbiddenBy, GOVERNING, policiesOf } from '../csp.js';
import { attributeOf, tagsIn } from '../tags-in-html.js';
import { type Finding, finding } from '../findings.js';

const LOADING = 'img|script|link|source|video|audio';
/** Links that load something. */
const LOADING_REL = /stylesheet|icon|preload|modulepreload|manifest/i;

/** The origins of other sites that a page loads styles, scripts, images or fonts from. */
export function foreignOrigins(html: string, page: URL): string[] {
  const origins = tagsIn(html, LOADING).flatMap((tag) => {
    const isLink = /^<link/i.test(tag);
    if (isLink && !LOADING_REL.test(attributeOf(tag, 'rel') ?? '')) return [];
    const address = attributeOf(tag, isLink ? 'href' : 'src') ?? '';
    if (!address || !URL.canParse(address, page.href)) return [];
    const { protocol, origin } = new URL(address, page);
    return /^https?:$/.test(protocol) && origin !== page.origin ? [origin] : [];
  });
  return [...new Set(origins)];
}

/** How many origins are named; the others are counted. */
const NAMED = 4;

/** @param foreign origins that the site's pages load from */
export function workerPolicyFindings(worker: Answer, url: URL, foreign: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  const policies = policiesOf(worker.headers);
  const own = forbiddenBy(policies, GOVERNING.fetch, new URL('/', url), url);
  if (own !== undefined)
    findings.push(
      finding(
        'worker-csp',
        `${url.pathname} has a policy (${own}) under which the worker can fetch no page of the site.`,
      ),
    );
  const others = foreign.filter(
    (origin) => forbiddenBy(policies, GOVERNING.fetch, new URL(origin), url) !== undefined,
  );
  if (own === undefined && others.length > 0) {
    const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : '';
    findings.push(
      finding(
        'worker-csp-others',
        `${url.pathname} has a policy under which the worker can't fetch from ${others.slice(0, NAMED).join(', ')}${more}: what pages load from there is not kept for offline.`,
      ),
    );
  }
  const embedder = worker.headers.get('cross-origin-embedder-policy') ?? '';
  if (/^\s*require-corp\b/.test(embedder))
    findings.push(
      finding(
        'worker-coep',
        `${url.pathname} has Cross-Origin-Embedder-Policy: ${embedder}: the worker can fetch from other sites only what they mark for it.`,
      ),
    );
  return findings;
}
