/**
 * `No-Vary-Search` (https://wicg.github.io/nav-speculation/no-vary-search.html): parameters that select no other page.
 */
import { parseDictionary } from './syntax/structured-fields.js';

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

/** The names in `member=("a" "b")`, form-decoded. */
const listed = (field: string, member: string): string[] | undefined =>
  new RegExp(`(?:^|[,\\s])${member}=\\(([^)]*)\\)`)
    .exec(field)?.[1]
    ?.match(/[^" ]+/g)
    ?.map((name) => nameOf(name.replace(/[&=]/g, encodeURIComponent)));

/** Which parameters count; undefined if all do. Their order never counts (rule 5). */
export function searchRule(field: string | null): QueryRule | undefined {
  const params = field && parseDictionary(field)?.get('params');
  if (!field || params === undefined) return undefined;
  if (params === true) return { allowQuery: listed(field, 'except') ?? [] };
  const ignoreQuery = listed(field, 'params');
  return ignoreQuery && { ignoreQuery };
}
