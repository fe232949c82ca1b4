/** Dictionaries and lists of structured fields (RFC 9651 §3): syntax only. */

/**
 * Tokens, strings, byte sequences, dates and display strings are `string`. An inner list has its strings, and `null` for
 * each item that is none.
 */
export type Member = string | number | boolean | readonly (string | null)[];
export type Dictionary = ReadonlyMap<string, Member>;

const KEY = '[a-z*][a-z\\d_.*-]*';
const ITEM =
  '(?:-?(?:\\d{1,12}\\.\\d{1,3}|\\d{1,15})|"(?:[ !#-[\\]-~]|\\\\["\\\\])*"|\\?[01]|[A-Za-z*][\\w!#$%&\'*+.^`|~:/-]*|:[A-Za-z\\d+/=]*:|@-?\\d{1,15}|%"(?:[ !#$&-~]|%[\\da-f]{2})*")';
const PARAMETERS = `(?:; *${KEY}(?:=${ITEM})?)*`;
const VALUE = `(${ITEM}|\\((?: *${ITEM}${PARAMETERS}(?=[ )]))* *\\))`;
/** The end of a member: the end of the field, or a comma before another member. */
const END = `${PARAMETERS}(?: *$|[ \\t]*,[ \\t]*(?!$))`;

function valueOf(raw = '?1'): Member {
  if (/^[\d-]/.test(raw)) return Number(raw);
  if (raw[0] === '"') return raw.slice(1, -1).replace(/\\(.)/g, '$1');
  if (raw[0] === '(')
    return [...raw.matchAll(new RegExp(`(${ITEM})${PARAMETERS}`, 'g'))].map(([, item = '']) =>
      item[0] === '"' ? (valueOf(item) as string) : null,
    );
  return raw[0] === '?' ? raw === '?1' : raw;
}

/** The members; none if any part of the field is invalid (RFC 9651 §4.2). */
function parse(field: string, member: string): RegExpExecArray[] {
  const found = [...field.matchAll(new RegExp(`(?:^ *)?${member}${END}`, 'gy'))];
  return found.reduce((length, [whole]) => length + whole.length, 0) === field.length ? found : [];
}

/** The dictionary; undefined if the field is empty or invalid, because it then counts as absent. */
export function parseDictionary(field: string): Dictionary | undefined {
  const members = parse(field, `(${KEY})(?:=${VALUE})?`);
  return members.length ? new Map(members.map(([, key = '', raw]) => [key, valueOf(raw)])) : undefined;
}

/** The members of the list; none if the field is empty or invalid. */
export const parseList = (field: string): Member[] => parse(field, VALUE).map(([, raw]) => valueOf(raw));
