/** Names of logs. They sort by the time when the log was created. */

const MS_DIGITS = 15;

/** When the log of this epoch was created, in milliseconds. */
export const msOf = (epoch: string): number => Number(epoch.slice(0, MS_DIGITS));

/** Four random bytes in hex. They tell apart two logs of one millisecond. */
export const randomSuffix = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

/**
 * The name of a new log.
 * @param now in milliseconds
 * @param previous of the log that it replaces. The new name sorts after it, even if the clock was set back.
 */
export function newEpoch(now: number, previous?: string): string {
  const ms = previous ? Math.max(now, msOf(previous) + 1) : now;
  return String(ms).padStart(MS_DIGITS, '0') + randomSuffix();
}
