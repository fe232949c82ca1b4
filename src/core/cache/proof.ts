/**
 * The proof that a page is the same for everyone (rule 25). Evidence: the response's own headers, or a comparison of
 * the visitor's copy with a copy that was fetched without cookies.
 */
import { deltaSeconds, directivesOf } from '../http/cache-control.js';
import type { HeaderSource } from '../http/headers.js';
import { variesByUser } from '../http/vary.js';

/** A response with its body as text, one character per byte. A redirect that was not followed has status 0. */
export interface Copy {
  readonly status: number;
  readonly headers: HeaderSource;
  readonly text: string;
}

/** How a page was proven to be the same for everyone, or why it counts as the visitor's own. */
export type Proof =
  | { readonly whose: 'everyone'; readonly by: 'header' | 'not-modified' | 'bytes' }
  | { readonly whose: 'visitor'; readonly why: string }
  /** The copy without cookies could not be fetched, so nothing is proven. */
  | { readonly whose: 'unknown'; readonly why: string };

/**
 * Whether the response to a request with cookies allows shared caches to store it (RFC 9111 §3): `public`, or a
 * lifetime above zero without `private`.
 */
export function isDeclaredShared(headers: HeaderSource): boolean {
  const directives = directivesOf(headers);
  if (directives.has('no-store') || directives.has('private') || variesByUser(headers.get('vary')))
    return false;
  return (
    directives.has('public') ||
    ['s-maxage', 'max-age'].some((name) => (deltaSeconds(directives.get(name)) ?? 0) > 0)
  );
}

/** A nonce in a policy, or a `nonce` attribute. `data-nonce` and URL parameters do not match. */
const NONCE = /(?:'nonce-|\snonce\s*=\s*["']?)([\w+/-]{8,256}={0,2})(?=["'\s>])/gi;

/** A page with more nonces than this is compared with those that remain. */
const MAX_NONCES = 20;

/** The page's text without the values of its nonces: they differ in each response (CSP3 §6.7.2.2). */
export function withoutNonces({ headers, text }: Copy): string {
  const policies = ['content-security-policy', 'content-security-policy-report-only'];
  const places = [...policies.map((name) => headers.get(name) ?? ''), text].join('\n');
  const nonces = new Set([...places.matchAll(NONCE)].map(([, nonce = '']) => nonce));
  return [...nonces].slice(0, MAX_NONCES).reduce((rest, nonce) => rest.replaceAll(nonce, 'nonce'), text);
}

/** Length of the excerpt from each copy around the first difference. */
const EXCERPT_LENGTH = 60;

function firstDifference(own: string, anonymous: string): string {
  let at = 0;
  while (at < own.length && own[at] === anonymous[at]) at += 1;
  const from = Math.max(0, at - EXCERPT_LENGTH / 3);
  const show = (text: string): string =>
    JSON.stringify(text.slice(from, from + EXCERPT_LENGTH).replace(/\s+/g, ' '));
  return `at character ${at} the visitor's page has ${show(own)}, the page without cookies ${show(anonymous)}`;
}

/** Whether two copies have the same bytes, nonces aside. If not, where they first differ. */
export function compareCopies(own: Copy, other: Copy): { same: true } | { same: false; why: string } {
  if (own.status !== other.status)
    return {
      same: false,
      why: `the visitor's answer has status ${own.status}, the one without cookies ${other.status || 'redirects'}`,
    };
  if (own.text === other.text) return { same: true };
  const [mine, others] = [withoutNonces(own), withoutNonces(other)];
  return mine === others ? { same: true } : { same: false, why: firstDifference(mine, others) };
}

/** An entity tag without its `W/` prefix (RFC 9110 §8.8.3.2). */
const opaqueTag = (headers: HeaderSource): string | undefined =>
  headers.get('etag')?.trim().replace(/^W\//, '');

/** Whether both responses carry the same entity tag: the server declares them to be the same page. */
export function isSameTag(one: HeaderSource, other: HeaderSource): boolean {
  const tag = opaqueTag(one);
  return !!tag && tag === opaqueTag(other);
}

/** Compares the visitor's copy with the copy without cookies, whose request was conditional on the visitor's copy. */
export function proofBy(own: Copy, anonymous: Copy): Proof {
  const { status } = anonymous;
  if (status === 304) return { whose: 'everyone', by: 'not-modified' };
  if (status === 429 || status >= 500)
    return { whose: 'unknown', why: `the request without cookies was answered ${status}` };
  const compared = compareCopies(own, anonymous);
  return compared.same ? { whose: 'everyone', by: 'bytes' } : { whose: 'visitor', why: compared.why };
}
