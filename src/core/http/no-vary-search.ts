/**
 * `No-Vary-Search` (https://wicg.github.io/nav-speculation/no-vary-search.html): parameters that select no other page.
 */
import { parseDictionary, type Member } from './syntax/structured-fields.js';

/** Which query parameters select another page. */
export interface QueryRule {
  /** The only parameters that count; undefined: all but the ignored ones. */
  readonly allowQuery?: readonly string[];
  /** Parameters to drop besides the tracking ones; a final `*` is a wildcard. */
  readonly ignoreQuery?: readonly string[];
}

/** The decoded name of `name=value`. */
export function nameOf(pair: string): string {
  // The `&` keeps a `?` at the start of a name: URLSearchParams would drop it.
  const [name = ''] = new URLSearchParams(`&${pair}`).keys();
  return name;
}

/** A field with more names counts as absent: each parameter of a URL is compared with each. */
const MAX_NAMES = 100;

/** The names in an inner list, form-decoded; undefined for anything but a list of strings. */
const namesIn = (list: Member | undefined): string[] | undefined =>
  Array.isArray(list) && list.length <= MAX_NAMES && list.every((name) => typeof name === 'string')
    ? list.map((name) => nameOf(name.replace(/[&=]/g, encodeURIComponent)))
    : undefined;

/** Which parameters count; undefined if all do, as after an invalid field. Their order never counts (rule 5). */
export function searchRule(field: string | null): QueryRule | undefined {
  const members = parseDictionary(field ?? '');
  const [params, except = [], order = true] = ['params', 'except', 'key-order'].map((key) =>
    members?.get(key),
  );
  if (typeof order !== 'boolean' || (params !== true && members?.has('except'))) return undefined;
  if (params === true) {
    const allowQuery = namesIn(except);
    return allowQuery && { allowQuery };
  }
  // A wildcard is none here.
  const ignoreQuery = namesIn(params)?.filter((name) => !name.endsWith('*'));
  return ignoreQuery && { ignoreQuery };
}
