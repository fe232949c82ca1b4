/** The directives of `Cache-Control` and of its targeted kin: syntax only, no policy. */
import type { HeaderSource } from './headers.js';
import { parseDictionary } from './structured-fields.js';

/** Directive names in lower case; a directive without an argument has `''`. */
export type Directives = ReadonlyMap<string, string>;

/** Reads `Cache-Control` as it is found in the wild: the first of two equal directives counts (RFC 9111 §4.2.1). */
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
 * The targeted field `ISR-Cache-Control` (RFC 9213 §2.1): a dictionary that, where it is valid and not empty, is
 * obeyed instead of `Cache-Control`. Of its values only whole numbers are read, and `?0` is as good as absent.
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

/** What the origin says, and whether it says so to this worker alone: then nothing else counts (RFC 9213 §2.2). */
export function responseDirectives(headers: HeaderSource): { directives: Directives; targeted: boolean } {
  const own = targetedDirectives(headers);
  return {
    directives: own ?? parseCacheControl(headers.get('cache-control') ?? ''),
    targeted: own !== undefined,
  };
}

/** What the origin says: in the field meant for this worker, else in `Cache-Control`. */
export const directivesOf = (headers: HeaderSource): Directives => responseDirectives(headers).directives;
