/**
 * What was typed, as a query in the full-text index's language: every word must be there, the last may be unfinished.
 * Quoting each word keeps that language's operators out of visitors' reach.
 * @param {string} words
 */
export function ftsQuery(words) {
  const found = words.match(/[\p{L}\p{N}]+/gu) ?? [];
  return found
    .slice(0, 8)
    .map((word) => `"${word}"*`)
    .join(' ');
}
