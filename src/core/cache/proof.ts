/**
 * Whose page it is (rule 25): what an answer says of itself, and what two copies of a page show, the visitor's own and
 * one that was asked for without their cookies.
 */
import { deltaSeconds, directivesOf } from '../http/cache-control.js';
import type { HeaderSource } from '../http/headers.js';
import { variesByUser } from '../http/vary.js';

/** An answer with its body, each byte as one character. A redirect that was not followed has the status 0. */
export interface Copy {
  readonly status: number;
  readonly headers: HeaderSource;
  readonly text: string;
}

/** How a page was shown to be everyone's, or why it is taken for one visitor's. */
export type Proof =
  | { readonly whose: 'everyone'; readonly by: 'header' | 'not-modified' | 'bytes' }
  | { readonly whose: 'visitor'; readonly why: string }
  /** The copy without cookies could not be had: nothing was shown. */
  | { readonly whose: 'unknown'; readonly why: string };

/**
 * Whether an answer to a request with cookies says itself that a shared cache may reuse it (RFC 9111 §3): `public`, or
 * a lifetime above zero without `private`.
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

/** A nonce in a policy, or the attribute of that name (not `data-nonce`, nor a parameter of a URL). */
const NONCE = /(?:'nonce-|\snonce\s*=\s*["']?)([\w+/-]{8,256}={0,2})(?=["'\s>])/gi;

/** The page as text, without the values of its nonces: they differ in each answer (CSP3 §6.7.2.2). */
export function withoutNonces({ headers, text }: Copy): string {
  const policies = ['content-security-policy', 'content-security-policy-report-only'];
  const places = [...policies.map((name) => headers.get(name) ?? ''), text].join('\n');
  const nonces = new Set([...places.matchAll(NONCE)].map(([, nonce = '']) => nonce));
  return [...nonces].reduce((rest, nonce) => rest.replaceAll(nonce, 'nonce'), text);
}

/** Characters of each copy that are shown around the first difference. */
const SNIPPET = 60;

function firstDifference(own: string, anonymous: string): string {
  let at = 0;
  while (at < own.length && own[at] === anonymous[at]) at += 1;
  const from = Math.max(0, at - SNIPPET / 3);
  const show = (text: string): string =>
    JSON.stringify(text.slice(from, from + SNIPPET).replace(/\s+/g, ' '));
  return `at character ${at} the visitor's page has ${show(own)}, the page without cookies ${show(anonymous)}`;
}

/** Whether two copies are one page: the same bytes, but for nonces. Otherwise the first place where they differ. */
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

/** An entity tag without its weakness (RFC 9110 §8.8.3.2). */
const opaqueTag = (headers: HeaderSource): string | undefined =>
  headers.get('etag')?.trim().replace(/^W\//, '');

/** Whether both carry the same entity tag: the server says that they are one page. */
export function isSameTag(one: HeaderSource, other: HeaderSource): boolean {
  const tag = opaqueTag(one);
  return !!tag && tag === opaqueTag(other);
}

/** What the copy without cookies shows of the visitor's own answer, which it was made conditional on. */
export function proofBy(own: Copy, anonymous: Copy): Proof {
  const { status } = anonymous;
  if (status === 304) return { whose: 'everyone', by: 'not-modified' };
  if (status === 429 || status >= 500)
    return { whose: 'unknown', why: `the request without cookies was answered ${status}` };
  const compared = compareCopies(own, anonymous);
  return compared.same ? { whose: 'everyone', by: 'bytes' } : { whose: 'visitor', why: compared.why };
}
