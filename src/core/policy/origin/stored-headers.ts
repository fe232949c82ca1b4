/** Which fields of a response are stored with it (RFC 9111 §3.1 and §3.2). */
import { parseCacheControl } from '../../http/cache-control.js';
import { refreshedHeaders } from '../route/stored-headers.js';
import { type HeaderList } from '../../http/headers.js';

/** Fields of one connection, and fields that must not be replayed: a stored response clears no data (rule 24). */
const NEVER =
  /^(?:(?:connection|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*|set-cookie2?|age):|clear-site-data:.*")/;
/** Fields that describe the stored body. A different `ETag` would belong to a different body. */
const BODILY = /^(?:content-(?:encoding|length|md5|range|type)|etag)$/;

const listed = (field = ''): string[] =>
  field
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());

/** The fields to store, without those that `Connection` or `no-cache` names. */
export function storedByOrigin(headers: Iterable<readonly [string, string]>): HeaderList {
  const all = [...headers];
  const fields = new Map(all);
  const omitted = new Set([
    ...listed(fields.get('connection')),
    ...listed(parseCacheControl(fields.get('cache-control') ?? '').get('no-cache')),
  ]);
  return all.filter(([name, value]) => !omitted.has(name) && !NEVER.test(`${name}: ${value}`));
}

/** The stored fields, updated by a response without a body that confirmed them. */
export const refreshedByOrigin = (
  stored: HeaderList,
  given: Iterable<readonly [string, string]>,
): HeaderList => refreshedHeaders(stored, storedByOrigin(given), BODILY);
