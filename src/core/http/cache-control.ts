/** The directives of `Cache-Control` and of `ISR-Cache-Control`: syntax only, no policy. */
import type { HeaderSource } from './headers.js';
import { parseDictionary } from './syntax/structured-fields.js';

/** Directive names in lower case; a directive without an argument has `''`. */
export type Directives = ReadonlyMap<string, string>;

/** Parses `Cache-Control` leniently. Of two equal directives the first counts (RFC 9111 §4.2.1). */
export function parseCacheControl(field: string): Directives {
  const directives = new Map<string, string>();
  for (const [, name = '', quoted, token] of field.matchAll(
    /([^\s,;="]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?/g,
  )) {
    const key = name.toLowerCase();
    if (!directives.has(key)) directives.set(key, quoted ?? token ?? '');
  }
  return directives;
}

/** A whole number of seconds, at most 2^31 (RFC 9111 §1.2.2); undefined for anything else. */
export const deltaSeconds = (given = ''): number | undefined =>
  /^\d+$/.test(given) ? Math.min(Number(given), 2 ** 31) : undefined;

/**
 * The targeted field `ISR-Cache-Control` (RFC 9213 §2.1): a valid dictionary that is not empty replaces
 * `Cache-Control`. Only whole numbers are read as values. A member with the value `?0` counts as absent.
 */
export function targetedDirectives(headers: HeaderSource): Directives | undefined {
  const dictionary = parseDictionary(headers.get('isr-cache-control') ?? '');
  return (
    dictionary &&
    new Map(
      [...dictionary]
        .filter(([, value]) => value !== false)
        .map(([name, value]) => [name, typeof value === 'number' ? String(value) : '']),
    )
  );
}

/** The origin's directives. `targeted`: from `ISR-Cache-Control`, so that no other field counts (RFC 9213 §2.2). */
export function responseDirectives(headers: HeaderSource): { directives: Directives; targeted: boolean } {
  const own = targetedDirectives(headers);
  return {
    directives: own ?? parseCacheControl(headers.get('cache-control') ?? ''),
    targeted: own !== undefined,
  };
}

/** The origin's directives, from `ISR-Cache-Control` or else from `Cache-Control`. */
export const directivesOf = (headers: HeaderSource): Directives => responseDirectives(headers).directives;
