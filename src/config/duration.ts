/** Parses durations and sizes as written in a config. */

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };
const BYTES: Record<string, number> = { B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9 };

function parse(given: number | string, units: Record<string, number>): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([a-z]+)$/i.exec(String(given)) ?? [];
  const value = typeof given === 'number' ? given : Number(amount) * (units[unit] ?? NaN);
  if (value >= 0 && value < Infinity) return value;
  throw new RangeError(`"${given}" has none of the units ${Object.keys(units).join(', ')}`);
}

/**
 * A duration in seconds.
 * @throws RangeError for anything but a finite number from 0 or a number with `s`, `m`, `h` or `d`.
 * @example parseDuration('15m') // 900
 */
export const parseDuration = (given: number | string): number => parse(given, SECONDS);

/**
 * A size in bytes.
 * @throws RangeError for anything but a finite number from 0 or a number with `B`, `kB`, `KB`, `MB` or `GB`.
 * @example parseSize('50MB') // 50_000_000
 */
export const parseSize = (given: number | string): number => parse(given, BYTES);
