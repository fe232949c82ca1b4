/** Which request headers make another page (rule 23). */
import type { HeaderSource } from './entry.js';

const IGNORED = /^(?:accept-encoding|user-agent|origin|sec-.*|cookie|authorization|)$/;

/** The names of a `Vary` field, in lower case, sorted. */
const names = (field: string | null): string[] =>
  (field ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .sort();

/** Whether nothing but the request itself may be answered with this (`Vary: *`). */
export const variesWildly = (field: string | null): boolean => names(field).includes('*');

/** Whether the page depends on who asks. */
export const variesByUser = (field: string | null): boolean =>
  names(field).some((name) => name === 'cookie' || name === 'authorization');

/** The names that belong to the key: what the rules ignore is left out. */
export const variantNames = (field: string | null): string[] =>
  names(field).filter((name) => !IGNORED.test(name));

/** The variant that a request asks for: empty where nothing varies. */
export const variantOf = (varied: readonly string[], request: HeaderSource): string =>
  varied.map((name) => `${name}:${request.get(name)?.trim() ?? ''}`).join('\n');
