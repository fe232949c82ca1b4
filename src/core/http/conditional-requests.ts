/** Conditional requests: sent to the origin, or answered from the store (RFC 9110 §13, RFC 9111 §4.3). */
import type { HeaderSource } from './headers.js';
import { parseHttpDate } from './syntax/http-date.js';

/** The fields that make a request conditional. */
export const CONDITIONS = ['if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since'];

/** The fields that make a request conditional on the stored response (RFC 9111 §4.3.1). */
export function conditionalHeaders(stored: HeaderSource): [name: string, value: string][] {
  const conditions: [string, string | null][] = [
    ['if-none-match', stored.get('etag')],
    ['if-modified-since', stored.get('last-modified')],
  ];
  return conditions.filter((condition): condition is [string, string] => condition[1] !== null);
}

/** An entity tag without its `W/` prefix (RFC 9110 §8.8.3.2). */
const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');

/** Whether the client already has the stored response, so that 304 answers it (RFC 9111 §4.3.2). */
export function isNotModified(request: HeaderSource, stored: HeaderSource, now: number): boolean {
  const tags = request.get('if-none-match');
  const etag = stored.get('etag');
  if (tags !== null)
    return (
      tags.trim() === '*' ||
      (etag !== null && (tags.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => opaque(tag) === opaque(etag)))
    );
  const since = parseHttpDate(request.get('if-modified-since'), now);
  const changed = parseHttpDate(stored.get('last-modified') ?? stored.get('date'), now);
  return since !== undefined && changed !== undefined && changed <= since;
}

/** Whether a `Range` applies to the stored response: `If-Range` compares strongly (RFC 9110 §13.1.5). */
export function ifRangeMatches(request: HeaderSource, stored: HeaderSource): boolean {
  const condition = request.get('if-range');
  if (condition === null) return true;
  return condition.startsWith('"')
    ? condition === stored.get('etag')
    : condition === stored.get('last-modified');
}

/** Whether two parts belong to the same body: both carry the same strong entity tag (RFC 9111 §3.4). */
export function isSameWhole(one: HeaderSource, other: HeaderSource): boolean {
  const etag = one.get('etag');
  return etag?.startsWith('"') === true && etag === other.get('etag');
}

/**
 * Whether the response to a HEAD describes the stored response (RFC 9111 §4.3.5): each validator and length that it
 * gives equals the stored one.
 */
export const isSameHead = (head: HeaderSource, stored: HeaderSource): boolean =>
  ['etag', 'last-modified', 'content-length'].every((name) => {
    const given = head.get(name);
    return given === null || given === stored.get(name);
  });
