/** The delay before a failed regeneration is retried (rule 9). */

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** An origin that recovered is noticed within this time. */
const MAX_DELAY_SECONDS = 300;

/**
 * Seconds until the next try. After the first failure: the route's lifetime, between 3 s and 30 s. Each further failure
 * doubles it, up to 5 minutes. Up to a quarter is taken off at random, so that visitors do not retry in step.
 * @param failures consecutive failures, from 1
 * @param random from 0 to 1
 */
export function retryDelay(revalidate: number, failures: number, random: number): number {
  const first = clamp(revalidate, 3, 30);
  return Math.max(3, Math.min(first * 2 ** (failures - 1), MAX_DELAY_SECONDS) * (1 - random / 4));
}
