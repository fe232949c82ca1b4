/** Suggests the option or value that was probably intended. */
import { closest, distance } from 'fastest-levenshtein';

/** The nearest allowed spelling; undefined if none is near. */
export function suggest(given: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0) return undefined;
  const typed = given.trim().toLowerCase();
  const nearest = closest(typed, [...allowed]);
  if (typed.length >= 3) {
    const begun = allowed.find((name) => name.toLowerCase().startsWith(typed));
    if (begun !== undefined) return begun;
  }
  const faults = distance(typed, nearest.toLowerCase());
  return faults <= Math.max(1, Math.floor(Math.min(typed.length, nearest.length) / 2.5))
    ? nearest
    : undefined;
}

type Units = readonly (readonly [words: RegExp, unit: string, factor: number])[];

const DURATIONS: Units = [
  [/^(ms|msecs?|millis|milliseconds?)$/, 's', 1 / 1000],
  [/^(|s|secs?|seconds?)$/, 's', 1],
  [/^(m|mins?|minutes?)$/, 'm', 1],
  [/^(h|hrs?|hours?)$/, 'h', 1],
  [/^(d|days?)$/, 'd', 1],
  [/^(w|wks?|weeks?)$/, 'd', 7],
  [/^(y|yrs?|years?)$/, 'd', 365],
];

const SIZES: Units = [
  [/^(|b|bytes?)$/, 'B', 1],
  [/^(k|kb|kib)$/, 'kB', 1],
  [/^(m|mb|mib)$/, 'MB', 1],
  [/^(g|gb|gib)$/, 'GB', 1],
  [/^(t|tb|tib)$/, 'GB', 1000],
];

function respell(given: unknown, units: Units): string | undefined {
  if (typeof given !== 'string') return undefined;
  const [, amount, word = ''] = /^(\d+(?:\.\d+)?)[\s_]*([a-z]*)$/i.exec(given.trim()) ?? [];
  const unit = units.find(([words]) => words.test(word.toLowerCase()));
  return amount && unit ? `${Number(amount) * unit[2]}${unit[1]}` : undefined;
}

/** @example suggestDuration('5 min') // '5m' */
export const suggestDuration = (given: unknown): string | undefined => respell(given, DURATIONS);

/** @example suggestSize('50 mb') // '50MB' */
export const suggestSize = (given: unknown): string | undefined => respell(given, SIZES);
