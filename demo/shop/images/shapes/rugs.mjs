import { lighter } from '../colour.mjs';
import { weave } from '../patterns.mjs';
import { n } from '../scene.mjs';

/** @type {import('../patterns.mjs').Pattern[]} by kind */
const PATTERNS = ['stripes', 'borders', 'diamonds', 'arches', 'grid', 'stripes', 'checks', 'diamonds'];

export const floor = false;

/** @param {import('../scene.mjs').Brush} brush */
export function draw({ random, kind, base, dark, light, accent, line }) {
  const half = kind === 5 ? 74 : 128;
  const [top, bottom] = [72, 408];
  const box = `x="${200 - half}" y="${top}" width="${half * 2}" height="${bottom - top}"`;
  const pattern = /** @type {import('../patterns.mjs').Pattern} */ (PATTERNS[kind]);
  const inset = (/** @type {number} */ by, /** @type {string} */ colour, /** @type {number} */ width) =>
    `<rect x="${200 - half + by}" y="${top + by}" width="${half * 2 - by * 2}" height="${bottom - top - by * 2}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
  return (
    `<rect x="${200 - half + 12}" y="${top + 16}" width="${half * 2}" height="${bottom - top}" fill="#2a1f18" opacity=".32" filter="url(#soft)"/>` +
    fringe(half, top, bottom, lighter(base, 0.6)) +
    `<clipPath id="rug"><rect ${box} rx="3"/></clipPath><rect ${box} rx="3" fill="${base}"/>` +
    `<g clip-path="url(#rug)">${weave(pattern, { random, first: accent, second: light })}` +
    (kind === 1 || kind === 7 ? inset(16, accent, 16) + inset(36, light, 5) : '') +
    (kind === 1 ? inset(58, line, 2.5) + inset(70, accent, 7) : '') +
    threads(dark) +
    '</g>' +
    `<linearGradient id="fold" x2="1" y2=".4"><stop stop-color="#fff" stop-opacity=".2"/><stop offset=".5" stop-opacity="0"/><stop offset="1" stop-color="#1d1410" stop-opacity=".24"/></linearGradient><rect ${box} rx="3" fill="url(#fold)"/>`
  );
}

/**
 * @param {number} half
 * @param {number} top
 * @param {number} bottom
 * @param {string} colour
 */
function fringe(half, top, bottom, colour) {
  const count = Math.round(half / 4);
  return Array.from({ length: count }, (_, i) => {
    const x = n(200 - half + 4 + (i * (half * 2 - 8)) / (count - 1));
    return `<path d="M${x} ${top}v-15M${x} ${bottom}v15" stroke="${colour}" stroke-width="2.6" stroke-linecap="round"/>`;
  }).join('');
}

/** @param {string} dark */
function threads(dark) {
  return (
    `<pattern id="thread" width="5" height="4" patternUnits="userSpaceOnUse"><path d="M0 0h5M2 2h1" stroke="${dark}" stroke-width=".8" opacity=".5"/></pattern>` +
    '<rect width="400" height="480" fill="url(#thread)"/>'
  );
}
