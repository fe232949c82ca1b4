/** `Vary`: which request headers select another page (rule 23). */
import type { HeaderSource } from './headers.js';

const IGNORED = /^(?:accept-encoding|user-agent|origin|sec-.*|cookie|authorization)$/;

/** The names in a `Vary` field, in lower case. Invalid names are skipped. */
const names = (field: string | null): string[] => field?.toLowerCase().match(/[\w!#$%&'*+.^`|~-]+/g) ?? [];

/** `Vary: *`: the response answers no other request. */
export const variesWildly = (field: string | null): boolean => names(field).includes('*');

/** Whether the page depends on the user. */
export const variesByUser = (field: string | null): boolean =>
  names(field).some((name) => name === 'cookie' || name === 'authorization');

/** The names that belong to the key: unique, sorted, without those that the rules ignore. */
export const variantNames = (field: string | null): string[] =>
  [...new Set(names(field))].filter((name) => !IGNORED.test(name)).sort();

/** The request headers of a variant: the reverse of `variantOf`. */
export const askedBy = (variant: string): [name: string, value: string][] =>
  [...variant.matchAll(/^([^:\n]+):(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);

/** The variant of a request; empty if nothing varies. A missing header is not an empty one (RFC 9111 §4.1). */
export const variantOf = (varied: readonly string[], request: HeaderSource): string =>
  varied
    .map((name) => {
      const value = request.get(name);
      return value === null ? name : `${name}:${value}`;
    })
    .join('\n');

interface Language {
  readonly tag: string;
  readonly quality: number;
}

/** The languages of an `Accept-Language` field, best first. */
function languages(field: string): Language[] {
  return field
    .toLowerCase()
    .split(',')
    .map((part) => {
      const [tag = '', q = 'q=1'] = part.split(';').map((text) => text.trim());
      return { tag, quality: Number(q.replace(/^q\s*=/, '')) || 0 };
    })
    .filter(({ tag }) => tag)
    .sort((a, b) => b.quality - a.quality || (a.tag < b.tag ? -1 : 1));
}

/** The value in normal form: no spaces around commas; languages in lower case, sorted by quality. */
export const normalizeField = (name: string, value: string): string =>
  name === 'accept-language'
    ? languages(value)
        .map(({ tag, quality }) => `${tag};q=${quality}`)
        .join()
    : value
        .split(',')
        .map((part) => part.trim())
        .join();

/** The language with the highest quality; undefined if two share it. */
export function preferredLanguage(field: string): string | undefined {
  const [first, second] = languages(field);
  return first && first.quality > (second?.quality ?? 0) ? first.tag : undefined;
}
