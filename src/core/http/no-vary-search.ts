/** `No-Vary-Search` (https://wicg.github.io/nav-speculation/no-vary-search.html): queries that make no other page. */
import { parseDictionary } from './structured-fields.js';

/** Which parameters of a query make another page. */
export interface QueryRule {
  /** The only parameters kept; undefined: all but those ignored. */
  readonly allowQuery?: readonly string[];
  /** Parameters dropped besides the tracking ones; a final `*` stands for any ending. */
  readonly ignoreQuery?: readonly string[];
}

/** The decoded name of `name=value`. */
export function nameOf(pair: string): string {
  // The `&` keeps a `?` at the start of a name from being taken for the search's own.
  const [name = ''] = new URLSearchParams(`&${pair}`).keys();
  return name;
}

/** The names of `member=("a" "b")`, decoded as a form's. */
const listed = (field: string, member: string): string[] | undefined =>
  new RegExp(`(?:^|[,\\s])${member}=\\(([^)]*)\\)`)
    .exec(field)?.[1]
    ?.match(/[^" ]+/g)
    ?.map((name) => nameOf(name.replace(/[&=]/g, encodeURIComponent)));

/** Which parameters count; undefined where all do. Their order never does (rule 5). */
export function searchRule(field: string | null): QueryRule | undefined {
  const params = field && parseDictionary(field)?.get('params');
  if (!field || params === undefined) return undefined;
  if (params === true) return { allowQuery: listed(field, 'except') ?? [] };
  const ignoreQuery = listed(field, 'params');
  return ignoreQuery && { ignoreQuery };
}
