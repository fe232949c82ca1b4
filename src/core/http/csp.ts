/**
 * Content-Security-Policy. A nonce allows one inline script of this library. The policies of the worker's script, and
 * not those of the page, decide which sites the worker may fetch from.
 */
import type { HeaderSource } from './headers.js';

/** Directives that govern inline scripts; the first one in a policy counts (CSP3 §6.8.3). */
const GOVERNING = ['script-src-elem', 'script-src', 'default-src'];

function allowIn(policy: string, nonce: string): string {
  for (const name of GOVERNING) {
    const match = new RegExp(`(?:^|;)\\s*${name}(?![\\w-])([^;]*)`, 'i').exec(policy);
    if (!match) continue;
    const [directive, sources = ''] = match;
    if (/'unsafe-inline'/i.test(sources) && !/'(?:nonce-|sha\d|strict-dynamic')/i.test(sources))
      return policy;
    const allowed = `${sources.replace(/(?<!\s)\s*'none'/gi, '').trimEnd()} 'nonce-${nonce}'`;
    // Styles and frames keep `default-src`: scripts get a directive of their own.
    if (name === 'default-src') return `${policy}; script-src${allowed}`;
    return policy.replace(directive, () => directive.slice(0, directive.length - sources.length) + allowed);
  }
  return policy;
}

/**
 * The field with a nonce allowed for inline scripts. The field is one policy, or several separated by commas, which all
 * apply. A policy that allows inline scripts anyway is unchanged: a nonce would disable `'unsafe-inline'` (CSP3
 * §6.7.3.2).
 */
export const allowNonce = (field: string, nonce: string): string =>
  field
    .split(',')
    .map((policy) => allowIn(policy, nonce))
    .join(',');

/** Report-only policies are obeyed too: their reports would describe fetches that no visitor made. */
const CSP = ['content-security-policy', 'content-security-policy-report-only'];
const COEP = ['cross-origin-embedder-policy', 'cross-origin-embedder-policy-report-only'];

/** The sources that scripts may fetch from (CSP3 §6.1.2); undefined if the policy does not limit them. */
const connectSources = (policy: string): string | undefined =>
  ['connect-src', 'default-src']
    .map((name) => new RegExp(`(?:^|;)\\s*${name}(?![\\w-])([^;]*)`, 'i').exec(policy)?.[1])
    .find((sources) => sources !== undefined);

/**
 * Whether the policies allow fetches from every other site. A policy that lists some sites counts as a no: a redirect
 * may lead to another site.
 * @param headers of the worker's script
 * @param scheme of the site, such as `https:`
 */
export const allowsOtherSites = (headers: HeaderSource, scheme: string): boolean =>
  COEP.every((name) => /^\s*(?:unsafe-none|$)/i.test(headers.get(name) ?? '')) &&
  CSP.every((name) =>
    (headers.get(name) ?? '').split(',').every((policy) => {
      const sources = connectSources(policy)?.toLowerCase().split(/\s+/);
      return !sources || sources.includes('*') || sources.includes(scheme);
    }),
  );
