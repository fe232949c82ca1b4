/** The tags of a response (rule 4), and CDNs that remove them. */
import type { HeaderSource } from '../../../core/http/headers.js';
import { tagsOf } from '../../../core/cache/tags.js';
import { type Finding, finding } from '../findings.js';

/** CDNs that remove `Cache-Tag` from responses, and a header that each of them sends. */
const STRIPPING: readonly (readonly [header: string, value: RegExp, name: string])[] = [
  ['cf-ray', /./, 'Cloudflare'],
  ['x-served-by', /cache-/i, 'Fastly'],
  ['x-vercel-id', /./, 'Vercel'],
];

/** The CDN that sent the response, if it removes `Cache-Tag`. */
export const strippingCdn = (headers: HeaderSource): string | undefined =>
  STRIPPING.find(([header, value]) => value.test(headers.get(header) ?? ''))?.[2];

/** The tags of one field. `ISR-Tags` has the syntax of `Cache-Tag`. */
function tagsIn(headers: HeaderSource, name: 'cache-tag' | 'isr-tags' | 'cache-groups'): string[] {
  const read = name === 'cache-groups' ? name : 'cache-tag';
  return tagsOf([], { get: (asked) => (asked === read ? headers.get(name) : null) });
}

const FIELDS = [
  ['isr-tags', 'ISR-Tags'],
  ['cache-tag', 'Cache-Tag'],
  ['cache-groups', 'Cache-Groups'],
] as const;

/** All tags of the response. */
export const allTags = (headers: HeaderSource): string[] => [
  ...new Set(FIELDS.flatMap(([name]) => tagsIn(headers, name))),
];

export function tagFindings(headers: HeaderSource): Finding[] {
  const named = FIELDS.map(([name, label]) => [label, tagsIn(headers, name)] as const).filter(
    ([, tags]) => tags.length > 0,
  );
  if (named.length === 0) return [];
  const list = named.map(([label, tags]) => `${label}: ${tags.join(', ')}`).join('; ');
  const cdn = strippingCdn(headers);
  const isAtRisk = cdn !== undefined && named.every(([label]) => label === 'Cache-Tag');
  return [
    finding('tags', `Its tags are ${list}.`),
    ...(isAtRisk
      ? [
          finding(
            'cache-tag-behind-cdn',
            `${cdn} removes Cache-Tag from the responses that it caches; this one still had it.`,
          ),
        ]
      : []),
  ];
}
