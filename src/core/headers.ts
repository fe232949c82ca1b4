/** Which response headers are stored, replayed and renewed (rules 17 and 24). */

export type HeaderList = readonly (readonly [string, string])[];

const NEVER =
  /^(?:set-cookie2?|clear-site-data|content-encoding|content-length|transfer-encoding|connection|keep-alive|age)$/;
const CSP = /^content-security-policy/;

/** The headers to store, from an iteration of `Headers` (whose names are in lower case). */
export const replayable = (headers: Iterable<readonly [string, string]>): HeaderList =>
  [...headers].filter(([name]) => !NEVER.test(name));

/**
 * The stored headers after a 304 (RFC 9111 §3.2): its fields replace the stored ones, except those that describe the
 * body. A policy with a nonce stays with the body that carries the nonce.
 */
export function renewed(stored: HeaderList, given: Iterable<readonly [string, string]>): HeaderList {
  const nonced = stored.some(([name, value]) => CSP.test(name) && value.includes("'nonce-"));
  const fresh = replayable(given).filter(([name]) =>
    CSP.test(name) ? !nonced : !name.startsWith('content-'),
  );
  const replaced = new Set(fresh.map(([name]) => name));
  return [...stored.filter(([name]) => !replaced.has(name)), ...fresh];
}
