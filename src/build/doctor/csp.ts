/** Content-Security-Policy (CSP3 §6), as far as it concerns workers. */
import type { HeaderSource } from '../../core/http/headers.js';
import { attributeOf, tagsIn } from './tags-in-html.js';

/** The sources of each directive of one policy. */
export type Policy = ReadonlyMap<string, readonly string[]>;

/** One field may hold several policies, which all apply. Of two equal directives the first counts (CSP3 §2.2.1). */
export const parsePolicies = (field: string | null): Policy[] =>
  (field ?? '')
    .split(',')
    .map((serialized) => {
      const policy = new Map<string, string[]>();
      for (const directive of serialized.split(';')) {
        const [name = '', ...sources] = directive.trim().split(/\s+/);
        const key = name.toLowerCase();
        if (key && !policy.has(key)) policy.set(key, sources);
      }
      return policy;
    })
    .filter(({ size }) => size > 0);

/** Directives that have no effect in a `<meta>` (HTML §4.2.5.3). */
const NOT_IN_META = ['sandbox', 'frame-ancestors', 'report-uri'];

/** The policies of a page, from its header and its `<meta>` elements. */
export function policiesOf(headers: HeaderSource, html = ''): Policy[] {
  const metas = tagsIn(html, 'meta')
    .filter((tag) => /^content-security-policy$/i.test(attributeOf(tag, 'http-equiv') ?? ''))
    .flatMap((tag) => parsePolicies(attributeOf(tag, 'content') ?? ''))
    .map((policy) => new Map([...policy].filter(([name]) => !NOT_IN_META.includes(name))));
  return [...parsePolicies(headers.get('content-security-policy')), ...metas];
}

/** The governing directive: the first of these that the policy has. */
function governing(
  policy: Policy,
  names: readonly string[],
): [name: string, sources: readonly string[]] | undefined {
  const name = names.find((one) => policy.has(one));
  return name === undefined ? undefined : [name, policy.get(name) ?? []];
}

const portOf = ({ protocol, port }: URL): string => port || (protocol === 'https:' ? '443' : '80');

/** `http:` in a policy allows `https:` too (CSP3 §6.7.2.8). */
const schemeMatches = (scheme: string, { protocol }: URL): boolean =>
  `${scheme}:` === protocol || (scheme === 'http' && protocol === 'https:');

const HOST_SOURCE =
  /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[a-z\d.-]+|\[[\d:a-f]+\])(?::(\*|\d+))?(\/[^?#]*)?$/i;

function hostSourceMatches(source: string, url: URL, self: URL): boolean {
  const [, scheme, host = '', port, path = ''] = HOST_SOURCE.exec(source) ?? [];
  if (!host) return false;
  if (!schemeMatches((scheme ?? self.protocol.slice(0, -1)).toLowerCase(), url)) return false;
  const name = host.toLowerCase();
  const isHost = name.startsWith('*.')
    ? url.hostname.endsWith(name.slice(1))
    : name === '*' || url.hostname === name;
  const isPort = port === '*' || (port ? port === portOf(url) : url.port === '');
  const isPath = path === '' || (path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path);
  return isHost && isPort && isPath;
}

/** Whether one source of a list matches a URL (CSP3 §6.7.2.7). */
function sourceMatches(source: string, url: URL, self: URL): boolean {
  const text = source.toLowerCase();
  if (text === "'self'") return url.origin === self.origin;
  if (text === '*') return /^(?:https?|wss?):$/.test(url.protocol) || url.protocol === self.protocol;
  const [, scheme] = /^([a-z][a-z\d+.-]*):$/.exec(text) ?? [];
  return scheme === undefined ? hostSourceMatches(source, url, self) : schemeMatches(scheme, url);
}

/** The directive that forbids a URL, as it is written; undefined if all policies allow it. */
export function forbiddenBy(
  policies: readonly Policy[],
  names: readonly string[],
  url: URL,
  self: URL,
): string | undefined {
  for (const policy of policies) {
    const [name, sources] = governing(policy, names) ?? [];
    if (name === undefined || !sources) continue;
    // A trusted script may load others, and start workers (CSP3 §6.7.1.1).
    const isTrusting = /^(?:script|default)-src/.test(name) && sources.includes("'strict-dynamic'");
    if (!isTrusting && !sources.some((source) => sourceMatches(source, url, self)))
      return [name, ...(sources.length ? sources : ["'none'"])].join(' ');
  }
  return undefined;
}

/** The directives that govern the registration of a worker, a page's script, and a worker's own fetches. */
export const GOVERNING = {
  worker: ['worker-src', 'child-src', 'script-src', 'default-src'],
  script: ['script-src-elem', 'script-src', 'default-src'],
  fetch: ['connect-src', 'default-src'],
} as const;
