/** Fills templates such as `product:{data.id}` from a payload. */
import { fieldsOf, nameOf } from './payload.js';

/** `a.b[0].c` or `items[*].id`: the values there. `[*]` is each item of a list. */
function valuesAt(value: unknown, steps: readonly string[]): readonly unknown[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [value];
  if (step === '*') return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  const next = Array.isArray(value) ? (value as unknown[])[Number(step)] : fieldsOf(value)[step];
  return next === undefined ? [] : valuesAt(next, rest);
}

const stepsOf = (path: string): string[] =>
  path
    .replace(/\[(\*|\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean);

/**
 * Each text that a template gives. None if a value is absent, or neither a text nor a number.
 * @example fill('product:{items[*].id}', { items: [{ id: 1 }, { id: 2 }] }) // ['product:1', 'product:2']
 */
export function fill(template: string, payload: unknown): readonly string[] {
  const found = /\{([^{}]+)\}/.exec(template);
  if (!found) return [template];
  const [whole, path = ''] = found;
  const before = template.slice(0, found.index);
  const after = fill(template.slice(found.index + whole.length), payload);
  const values = valuesAt(payload, stepsOf(path)).flatMap((value) => nameOf(value) ?? []);
  return values.flatMap((value) => after.map((rest) => `${before}${value}${rest}`));
}
