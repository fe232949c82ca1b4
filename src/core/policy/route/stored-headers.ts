/** Which response headers are stored, replayed and renewed (rules 17 and 24). */

type Header = readonly [name: string, value: string];
export type HeaderList = readonly Header[];

const NEVER =
  /^(?:set-cookie2?|clear-site-data|content-encoding|content-length|transfer-encoding|connection|keep-alive|age)$/;

/** A field's value as text: servers write UTF-8, of which browsers hand on the bytes. What is none stays as it is. */
export function textOf(value: string | null): string {
  const bytes = value ?? '';
  try {
    return decodeURIComponent(
      bytes.replace(/[%\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`),
    );
  } catch {
    return bytes;
  }
}

const isPolicy = ([name]: Header): boolean => name.startsWith('content-security-policy');
const hasNonce = (header: Header): boolean => isPolicy(header) && /'nonce-/i.test(header[1]);

/** The headers to store, from an iteration of `Headers` (whose names are in lower case). */
export const replayable = (headers: Iterable<Header>): HeaderList =>
  [...headers].filter(([name]) => !NEVER.test(name));

/**
 * The stored headers after a 304 (RFC 9111 §3.2): its fields replace the stored ones, except those that describe the
 * body. A nonce fits one body only, so where either side's policies carry one the stored policies stay.
 */
export function renewed(stored: HeaderList, given: Iterable<Header>, bodily = /^content-/): HeaderList {
  const news = replayable(given);
  const nonced = [...stored, ...news].some(hasNonce);
  const fresh = news.filter((header) => (isPolicy(header) ? !nonced : !bodily.test(header[0])));
  const replaced = new Set(fresh.map(([name]) => name));
  return [...stored.filter(([name]) => !replaced.has(name)), ...fresh];
}
