import { failure } from '../shared/errors.js';

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * The seconds of a duration: a number of them, or `'90s'`, `'15m'`, `'12h'`, `'7d'`.
 * @throws IsrError `bad-request`
 */
export function secondsIn(duration: number | string, option: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(String(duration)) ?? [];
  const seconds =
    typeof duration === 'number' ? duration : Number(amount) * SECONDS[unit as keyof typeof SECONDS];
  if (seconds > 0 && Number.isFinite(seconds)) return seconds;
  throw failure(
    'bad-request',
    `make the feed`,
    `"${option}" is ${JSON.stringify(duration)}`,
    "Give seconds, or text such as '12h' or '7d'",
  );
}
