/** Lets one inline script of ours run under a site's own Content-Security-Policy. */

/**
 * The policy with a nonce allowed for inline scripts. Where scripts may already run inline it is left alone: a nonce
 * would turn `'unsafe-inline'` off (CSP3 §6.7.3.2).
 */
export function allowNonce(policy: string, nonce: string): string {
  const directives = policy.split(';').map((text) => text.trim().split(/\s+/));
  const find = (name: string): string[] | undefined =>
    directives.find(([given]) => given?.toLowerCase() === name);
  const governing = find('script-src-elem') ?? find('script-src') ?? find('default-src');
  const sources = governing?.slice(1).filter((source) => source !== "'none'");
  if (
    !governing ||
    !sources ||
    (sources.includes("'unsafe-inline'") && !/'(?:nonce|sha)/.test(sources.join()))
  )
    return policy;
  const allowed = [
    governing[0] === 'default-src' ? 'script-src' : governing[0],
    ...sources,
    `'nonce-${nonce}'`,
  ];
  return [...directives.filter((one) => one !== governing || one[0] === 'default-src'), allowed]
    .map((one) => one.join(' '))
    .filter(Boolean)
    .join('; ');
}
