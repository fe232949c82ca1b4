// Numbers in words.

/** @param {number} seconds */
export function age(seconds) {
  if (seconds < 9.95) return `${Math.max(0, seconds).toFixed(1)} s`;
  if (seconds < 99.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** @param {number} ms */
export const duration = (ms) =>
  ms < 950 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;

/** The time of day, to the second. @param {number} at in milliseconds since the epoch */
export const clock = (at) => new Date(at).toLocaleTimeString('en-GB');
