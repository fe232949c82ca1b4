/** Which response headers are stored, replayed and renewed (rules 17 and 24). */
import type { Header, HeaderList } from '../../http/headers.js';

const NEVER =
  /^(?:set-cookie2?|clear-site-data|content-encoding|content-length|transfer-encoding|connection|keep-alive|age)$/;

const isPolicy = ([name]: Header): boolean => name.startsWith('content-security-policy');
const hasNonce = (header: Header): boolean => isPolicy(header) && /'nonce-/i.test(header[1]);

/** The headers to store, from an iteration of `Headers` (names in lower case). */
export const storedHeaders = (headers: Iterable<Header>): HeaderList =>
  [...headers].filter(([name]) => !NEVER.test(name));

/**
 * The stored headers after a 304 (RFC 9111 §3.2). The 304's fields replace them, except fields that describe the body.
 * A nonce fits one body only: if the old or the new policies carry one, the stored policies stay.
 */
export function refreshedHeaders(
  stored: HeaderList,
  given: Iterable<Header>,
  bodily = /^content-/,
): HeaderList {
  const received = storedHeaders(given);
  const nonced = [...stored, ...received].some(hasNonce);
  const fresh = received.filter((header) => (isPolicy(header) ? !nonced : !bodily.test(header[0])));
  const replaced = new Set(fresh.map(([name]) => name));
  return [...stored.filter(([name]) => !replaced.has(name)), ...fresh];
}
