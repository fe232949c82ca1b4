/** `No-Vary-Search` (https://wicg.github.io/nav-speculation/no-vary-search.html): queries that make no other page. */
import { nameOf, type QueryRule } from '../cache/key.js';
import { parseDictionary } from './structured-fields.js';

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
