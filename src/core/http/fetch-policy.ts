/** What a worker may fetch: its fetches are judged by the policies that came with its script, not by the page's. */
import type { HeaderSource } from '../cache/entry.js';

/** Those that only report are obeyed too: a report of something that nobody sees is noise. */
const CSP = ['content-security-policy', 'content-security-policy-report-only'];
const COEP = ['cross-origin-embedder-policy', 'cross-origin-embedder-policy-report-only'];

/** The sources of what scripts may fetch (CSP3 §6.1.2); undefined where the policy does not limit them. */
const connectSources = (policy: string): string | undefined =>
  ['connect-src', 'default-src']
    .map((name) => new RegExp(`(?:^|;)\\s*${name}(?![\\w-])([^;]*)`, 'i').exec(policy)?.[1])
    .find((sources) => sources !== undefined);

/**
 * Whether the policies allow fetches from every other site. One that names some sites counts as none: a redirect may
 * lead elsewhere.
 * @param headers those of the worker's script
 * @param scheme that of the site, such as `https:`
 */
export const allowsOtherSites = (headers: HeaderSource, scheme: string): boolean =>
  COEP.every((name) => /^\s*(?:unsafe-none|$)/i.test(headers.get(name) ?? '')) &&
  CSP.every((name) =>
    (headers.get(name) ?? '').split(',').every((policy) => {
      const sources = connectSources(policy)?.toLowerCase().split(/\s+/);
      return !sources || sources.includes('*') || sources.includes(scheme);
    }),
  );
