/** Dictionaries of structured fields (RFC 9651 §3.2): syntax only. Values are strings, numbers, booleans or lists. */

type Item = string | number | boolean;
export type Dictionary = ReadonlyMap<string, Item | readonly Item[]>;

const KEY = /[a-z*][\w.*-]*/y;
const ITEM =
  /(-?\d{1,15}(?:\.\d{1,3})?)|"((?:[ !#-[\]-~]|\\["\\])*)"|\?([01])|([A-Za-z*][\w!#$%&'*+\-.^`|~:/]*)|:[\w+/=]*:|@-?\d+/y;

/** The dictionary, or undefined where the field is empty or breaks the grammar anywhere (RFC 9651 §4.2). */
export function parseDictionary(field: string): Dictionary | undefined {
  const found = new Map<string, Item | readonly Item[]>();
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
    const [raw, number, string, boolean, token] = eat(ITEM);
    if (number) return Number(number);
    if (boolean) return boolean === '1';
    return string?.replace(/\\(.)/g, '$1') ?? token ?? raw;
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
      const [key] = eat(KEY);
      found.set(key, next('=') ? (next('(') ? list() : item()) : true);
      parameters();
      if (/^ *$/.test(field.slice(at))) return found;
    }
  } catch {
    return undefined;
  }
}
