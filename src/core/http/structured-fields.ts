/** Dictionaries and lists of structured fields (RFC 9651 §3): syntax only. */

/** Tokens, strings, bytes, dates and display strings are all `string`. Inner lists are passed over: `null`. */
export type Member = string | number | boolean | null;
export type Dictionary = ReadonlyMap<string, Member>;

const KEY = '[a-z*][a-z\\d_.*-]*';
const ITEM =
  '(?:-?(?:\\d{1,12}\\.\\d{1,3}|\\d{1,15})|"(?:[ !#-[\\]-~]|\\\\["\\\\])*"|\\?[01]|[A-Za-z*][\\w!#$%&\'*+.^`|~:/-]*|:[A-Za-z\\d+/=]*:|@-?\\d{1,15}|%"(?:[ !#$&-~]|%[\\da-f]{2})*")';
const PARAMETERS = `(?:; *${KEY}(?:=${ITEM})?)*`;
const VALUE = `(${ITEM}|\\((?: *${ITEM}${PARAMETERS}(?=[ )]))* *\\))`;
/** The end of a member: of the field, or before another one. */
const END = `${PARAMETERS}(?: *$|[ \\t]*,[ \\t]*(?!$))`;

function valueOf(raw = '?1'): Member {
  if (/^[\d-]/.test(raw)) return Number(raw);
  if (raw[0] === '"') return raw.slice(1, -1).replace(/\\(.)/g, '$1');
  return raw[0] === '(' ? null : raw[0] === '?' ? raw === '?1' : raw;
}

/** The members, one match behind the other; none where they don't make up the whole field (RFC 9651 §4.2). */
function parse(field: string, member: string): RegExpExecArray[] {
  const found = [...field.matchAll(new RegExp(`(?:^ *)?${member}${END}`, 'gy'))];
  return found.reduce((length, [whole]) => length + whole.length, 0) === field.length ? found : [];
}

/** The dictionary, or undefined where the field is empty or invalid: it then counts as absent. */
export function parseDictionary(field: string): Dictionary | undefined {
  const members = parse(field, `(${KEY})(?:=${VALUE})?`);
  return members.length ? new Map(members.map(([, key = '', raw]) => [key, valueOf(raw)])) : undefined;
}

/** The members of the list; none where the field is empty or invalid. */
export const parseList = (field: string): Member[] => parse(field, VALUE).map(([, raw]) => valueOf(raw));
