/**
 * The policies of the worker's script. They apply to the worker's own fetches, and the page's policies do not (rule
 * 37).
 */
import type { Answer } from '../asking/http.js';
import { forbiddenBy, GOVERNING, policiesOf } from '../csp.js';
import { attributeOf, tagsIn } from '../tags-in-html.js';
import { type Finding, finding } from '../findings.js';

const LOADING = 'img|script|link|source|video|audio';
/** `rel` of links that load a file. */
const LOADING_REL = /stylesheet|icon|preload|modulepreload|manifest/i;

/** The origins of other sites from which a page loads styles, scripts, images or fonts. */
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

/** How many origins are listed; the others are counted. */
const MAX_ORIGINS = 4;

/** @param foreign origins from which the site's pages load files */
export function workerPolicyFindings(worker: Answer, url: URL, foreign: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  const policies = policiesOf(worker.headers);
  const own = forbiddenBy(policies, GOVERNING.fetch, new URL('/', url), url);
  if (own !== undefined)
    findings.push(
      finding(
        'worker-csp',
        `The policy of ${url.pathname} (${own}) does not let the worker fetch any page of the site.`,
      ),
    );
  const others = foreign.filter(
    (origin) => forbiddenBy(policies, GOVERNING.fetch, new URL(origin), url) !== undefined,
  );
  if (own === undefined && others.length > 0) {
    const more = others.length > MAX_ORIGINS ? ` and ${others.length - MAX_ORIGINS} more` : '';
    findings.push(
      finding(
        'worker-csp-others',
        `The policy of ${url.pathname} does not let the worker fetch from ${others.slice(0, MAX_ORIGINS).join(', ')}${more}: files of these sites are not stored for offline use.`,
      ),
    );
  }
  const embedder = worker.headers.get('cross-origin-embedder-policy') ?? '';
  if (/^\s*require-corp\b/.test(embedder))
    findings.push(
      finding(
        'worker-coep',
        `${url.pathname} has Cross-Origin-Embedder-Policy: ${embedder}: from other sites, the worker can fetch only files that allow it.`,
      ),
    );
  return findings;
}
