/** Lets one inline script of ours run under a site's own Content-Security-Policy. */

/** What governs inline scripts; the first that a policy has counts (CSP3 §6.8.3). */
const GOVERNING = ['script-src-elem', 'script-src', 'default-src'];

function allowIn(policy: string, nonce: string): string {
  for (const name of GOVERNING) {
    const match = new RegExp(`(?:^|;)\\s*${name}(?![\\w-])([^;]*)`, 'i').exec(policy);
    if (!match) continue;
    const [directive, sources = ''] = match;
    if (/'unsafe-inline'/i.test(sources) && !/'(?:nonce-|sha\d|strict-dynamic')/i.test(sources))
      return policy;
    const allowed = `${sources.replace(/\s*'none'/gi, '').trimEnd()} 'nonce-${nonce}'`;
    // Styles and frames keep what `default-src` says: scripts get a directive of their own.
    if (name === 'default-src') return `${policy}; script-src${allowed}`;
    return policy.replace(directive, () => directive.slice(0, directive.length - sources.length) + allowed);
  }
  return policy;
}

/**
 * The field (one policy, or several with commas, which all apply) with a nonce allowed for inline scripts. A policy
 * under which scripts run inline anyway is left alone: a nonce would turn `'unsafe-inline'` off (CSP3 §6.7.3.2).
 */
export const allowNonce = (field: string, nonce: string): string =>
  field
    .split(',')
    .map((policy) => allowIn(policy, nonce))
    .join(',');
