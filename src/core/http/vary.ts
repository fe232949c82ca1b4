/** Which request headers make another page (rule 23). */
import type { HeaderSource } from '../cache/entry.js';

const IGNORED = /^(?:accept-encoding|user-agent|origin|sec-.*|cookie|authorization)$/;

/** The names of a `Vary` field, in lower case; whatever can't be a field's name is passed over. */
const names = (field: string | null): string[] => field?.toLowerCase().match(/[\w!#$%&'*+.^`|~-]+/g) ?? [];

/** Whether nothing but the request itself may be answered with this (`Vary: *`). */
export const variesWildly = (field: string | null): boolean => names(field).includes('*');

/** Whether the page depends on who asks. */
export const variesByUser = (field: string | null): boolean =>
  names(field).some((name) => name === 'cookie' || name === 'authorization');

/** The names that belong to the key, each once and sorted: what the rules ignore is left out. */
export const variantNames = (field: string | null): string[] =>
  [...new Set(names(field))].filter((name) => !IGNORED.test(name)).sort();

/** What a request for this variant says: what `variantOf` was told. */
export const askedBy = (variant: string): [name: string, value: string][] =>
  [...variant.matchAll(/^([^:\n]+):(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);

/** The variant that a request asks for: empty where nothing varies. No header is not an empty one (RFC 9111 §4.1). */
export const variantOf = (varied: readonly string[], request: HeaderSource): string =>
  varied
    .map((name) => {
      const value = request.get(name);
      return value === null ? name : `${name}:${value}`;
    })
    .join('\n');
