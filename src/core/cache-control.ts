/** The directives of `Cache-Control` and of its targeted kin: syntax only, no policy. */
import type { HeaderSource } from './entry.js';
import { parseDictionary } from './structured-fields.js';

/** Directive names in lower case; a directive without an argument has `''`. */
export type Directives = ReadonlyMap<string, string>;

/** Reads `Cache-Control` as it is found in the wild: the first of two equal directives counts (RFC 9111 §4.2.1). */
export function parseCacheControl(field: string): Directives {
  const directives = new Map<string, string>();
  for (const [, name = '', quoted, token] of field.matchAll(
    /([^\s,;="]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;"]*)))?/g,
  )) {
    const key = name.toLowerCase();
    if (!directives.has(key)) directives.set(key, quoted ?? token ?? '');
  }
  return directives;
}

/** Seconds of a directive such as `max-age`; undefined where it is absent or no number. */
export function seconds(directives: Directives, name: string): number | undefined {
  const given = directives.get(name);
  return given && /^\d+$/.test(given) ? Number(given) : undefined;
}

/**
 * The targeted field `ISR-Cache-Control` (RFC 9213 §2.1): a dictionary that, where it is valid and not empty, is
 * obeyed instead of `Cache-Control`.
 */
export function targetedDirectives(headers: HeaderSource): Directives | undefined {
  const dictionary = parseDictionary(headers.get('isr-cache-control') ?? '');
  return (
    dictionary &&
    new Map(
      [...dictionary]
        .filter(([, value]) => value !== false)
        .map(([name, value]) => [name, value === true ? '' : String(value)]),
    )
  );
}
