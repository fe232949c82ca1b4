/** Dictionaries and lists of structured fields (RFC 9651 §3): syntax only. Parameters are read and dropped. */

/** Tokens, strings, bytes, dates and display strings are all `string`. */
type Item = string | number | boolean;
type Member = Item | readonly Item[];
export type Dictionary = ReadonlyMap<string, Member>;

const KEY = /[a-z*][a-z\d_.*-]*/y;
const ITEM =
  /(-?(?:\d{1,12}\.\d{1,3}|\d{1,15}))|"((?:[ !#-[\]-~]|\\["\\])*)"|\?([01])|[A-Za-z*][\w!#$%&'*+\-.^`|~:/]*|:[A-Za-z\d+/=]*:|@-?\d{1,15}|%"(?:[ !#$&-~]|%[\da-f]{2})*"/y;

/** The members by key, or by position in a list; undefined where the field is empty or invalid (RFC 9651 §4.2). */
function parse(field: string, keyed: boolean): Dictionary | undefined {
  const found = new Map<string, Member>();
  let at = 0;
  const eat = (pattern: RegExp): RegExpExecArray => {
    pattern.lastIndex = at;
    const match = pattern.exec(field);
    if (!match) throw new SyntaxError(field);
    at = pattern.lastIndex;
    return match;
  };
  const next = (text: string): boolean => field.startsWith(text, at) && ((at += text.length), true);
  const item = (): Item => {
    const [raw, number, string, boolean] = eat(ITEM);
    if (number) return Number(number);
    if (boolean) return boolean === '1';
    return string?.replace(/\\(.)/g, '$1') ?? raw;
  };
  const parameters = (): void => {
    while (next(';')) {
      eat(/ */y);
      eat(KEY);
      if (next('=')) item();
    }
  };
  const list = (): Item[] => {
    const items: Item[] = [];
    for (eat(/ */y); !next(')'); eat(/ +|(?=\))/y)) {
      items.push(item());
      parameters();
    }
    return items;
  };
  try {
    for (eat(/ */y); ; eat(/[ \t]*,[ \t]*/y)) {
      const key = keyed ? eat(KEY)[0] : `${found.size}`;
      found.set(key, !keyed || next('=') ? (next('(') ? list() : item()) : true);
      parameters();
      if (/^ *$/.test(field.slice(at))) return found;
    }
  } catch {
    return undefined;
  }
}

/** The dictionary, or undefined where the field is empty or invalid: it then counts as absent. */
export const parseDictionary = (field: string): Dictionary | undefined => parse(field, true);

/** The members of the list; none where the field is empty or invalid. */
export const parseList = (field: string): Member[] => [...(parse(field, false)?.values() ?? [])];
