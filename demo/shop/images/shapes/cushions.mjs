import { between } from '../../catalogue/random.mjs';
import { lighter } from '../colour.mjs';
import { weave } from '../patterns.mjs';
import { GROUND, shadow } from '../scene.mjs';

/** @type {import('../patterns.mjs').Pattern[]} by kind */
const PATTERNS = ['stripes', 'checks', 'dots', 'waves', 'plain', 'diamonds', 'arches', 'plain'];

const OUTLINE =
  'M88 158q112 22 224 0q12 -3 14 12q-16 108 0 216q-2 14 -14 12q-112 -20 -224 0q-12 2 -14 -12q16 -108 0 -216q2 -15 14 -12z';

export const floor = true;

/** Small things are photographed from nearer. */
export const view = '40 96 320 384';

/** @param {import('../scene.mjs').Brush} brush */
export function draw({ random, kind, base, dark, light, accent }) {
  const pattern = /** @type {import('../patterns.mjs').Pattern} */ (PATTERNS[kind]);
  const turn = between(random, -4, 4).toFixed(1);
  return (
    shadow(200, GROUND, 128) +
    `<g transform="rotate(${turn} 200 ${GROUND})">` +
    (kind === 7 ? fringe(dark) : '') +
    `<clipPath id="cushion"><path d="${OUTLINE}"/></clipPath>` +
    `<path d="${OUTLINE}" fill="${base}"/>` +
    `<g clip-path="url(#cushion)">${weave(pattern, { random, first: lighter(accent, 0.12), second: light })}` +
    `<radialGradient id="puff" cx=".36" cy=".32" r=".8"><stop stop-color="#fff" stop-opacity=".34"/><stop offset=".5" stop-color="#fff" stop-opacity="0"/>` +
    `<stop offset="1" stop-color="#1d1410" stop-opacity=".42"/></radialGradient><rect width="400" height="480" fill="url(#puff)"/></g>` +
    `<path d="${OUTLINE}" fill="none" stroke="${dark}" stroke-width="2.5" opacity=".5"/>` +
    creases(dark) +
    '</g>'
  );
}

/** @param {string} dark */
function creases(dark) {
  const corners = [
    'M92 172q22 14 30 34',
    'M308 172q-22 14 -30 34',
    'M92 384q20 -12 28 -30',
    'M308 384q-20 -12 -28 -30',
  ];
  return corners
    .map(
      (d) =>
        `<path d="${d}" fill="none" stroke="${dark}" stroke-width="3" stroke-linecap="round" opacity=".3"/>`,
    )
    .join('');
}

/** @param {string} colour */
function fringe(colour) {
  return Array.from({ length: 26 }, (_, i) => {
    const y = 166 + i * 9;
    return `<path d="M80 ${y}l-18 3M320 ${y}l18 3" stroke="${colour}" stroke-width="3" stroke-linecap="round"/>`;
  }).join('');
}
