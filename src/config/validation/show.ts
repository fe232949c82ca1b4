const MAX_LENGTH = 60;

/** A value as it is written in a config, shortened for a message. */
export function show(value: unknown): string {
  if (typeof value === 'string') {
    const text = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
    return `'${text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text}'`;
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  if (value instanceof RegExp) return String(value);
  if (value instanceof Promise) return 'a promise';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

/** The message of a fault: the given value, the allowed ones, and a suggestion. */
export function wrong(given: unknown, allowed: string, meant?: string): string {
  const remedy = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return `got ${show(given)}; allowed: ${allowed}.${remedy}`;
}
