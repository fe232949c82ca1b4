/** Colours for the drawings: a base colour, lighter and darker. */

/**
 * @param {string} hex `#rrggbb`
 * @returns {[number, number, number]}
 */
function channels(hex) {
  const value = parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/**
 * @param {string} from
 * @param {string} to
 * @param {number} share of `to`, 0 to 1
 */
export function mix(from, to, share) {
  const a = channels(from);
  const b = channels(to);
  const mixed = a.map((channel, i) => Math.round(channel + ((b[i] ?? 0) - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** @param {string} hex @param {number} share */
export const lighter = (hex, share) => mix(hex, '#fffaf0', share);

/** @param {string} hex @param {number} share */
export const darker = (hex, share) => mix(hex, '#1d1714', share);

/** @param {string} hex @returns {number} 0 (black) to 1 (white) */
export function brightness(hex) {
  const [r, g, b] = channels(hex);
  return (r * 0.299 + g * 0.587 + b * 0.114) / 255;
}
