/** When a failed regeneration is tried again (rule 9). */

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** The longest wait: an origin that came back is noticed within it. */
const LONGEST = 300;

/**
 * Seconds until the next try: the route's lifetime between 3 s and 30 s after the first failure, doubled by each
 * further one up to 5 minutes, and shortened by up to a quarter at random so that visitors don't return in step.
 * @param failures in a row, from 1
 * @param random from 0 to 1
 */
export function retryDelay(revalidate: number, failures: number, random: number): number {
  const first = clamp(revalidate, 3, 30);
  return Math.max(3, Math.min(first * 2 ** (failures - 1), LONGEST) * (1 - random / 4));
}
