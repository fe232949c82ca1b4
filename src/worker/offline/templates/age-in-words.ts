/**
 * How long ago, for people: `ageInWords(130)` is "2 min ago". Rounded down, so that nothing looks older than it is;
 * hours count up to two days, so that no "1 days" can come about.
 */
export function ageInWords(seconds: number): string {
  if (seconds < 60) return 'just now';
  return `${
    seconds < 3600
      ? `${Math.floor(seconds / 60)} min`
      : seconds < 172800
        ? `${Math.floor(seconds / 3600)} h`
        : `${Math.floor(seconds / 86400)} days`
  } ago`;
}
