import { between } from '../../catalogue/random.mjs';
import { darker, lighter } from '../colour.mjs';
import { GROUND, n, shadow } from '../scene.mjs';
import { clipped, mouth, turned } from '../turned.mjs';

/** [half-width at the lip, at the foot, height, saucer] by kind. */
const SIZES = /** @type {const} */ ([
  [66, 58, 138, false],
  [56, 48, 178, false],
  [48, 34, 92, true],
  [76, 44, 104, true],
  [72, 38, 98, true],
  [66, 62, 124, false],
  [84, 66, 116, false],
  [68, 30, 134, false],
]);

export const floor = true;

/** Small things are photographed from nearer. */
export const view = '50 112 300 360';

/** @param {import('../scene.mjs').Brush} brush */
export function draw({ random, kind, base, light, dark, line, accent }) {
  const [lip, foot, height, saucer] = /** @type {(typeof SIZES)[number]} */ (SIZES[kind]);
  const ground = saucer ? GROUND - 12 : GROUND;
  const top = ground - height;
  const cx = 188;
  const path = turned(cx, [
    [lip, top],
    [lip * 0.98, top + height * 0.35],
    [(lip + foot) / 2, top + height * 0.72],
    [foot, ground],
  ]);
  const grip = height * 0.5;
  const handle = `M${cx + lip * 0.88} ${n(top + height * 0.16)}c${n(lip * 0.95)} -8 ${n(lip * 0.95)} ${n(grip + 18)} ${n(-lip * 0.08)} ${n(grip)}`;
  return (
    shadow(cx, GROUND + 2, lip * (saucer ? 1.6 : 1.1)) +
    (saucer ? plate(cx, lip * 1.62, light, base, dark) : '') +
    `<path d="${handle}" fill="none" stroke="${dark}" stroke-width="17" stroke-linecap="round"/>` +
    `<path d="${handle}" fill="none" stroke="${base}" stroke-width="12" stroke-linecap="round"/>` +
    `<path d="${path}" fill="url(#body)"/>` +
    clipped('cup', path, glaze(random, { cx, top, height, line, accent })) +
    mouth(cx, [lip, top], lighter(base, 0.5)) +
    mouth(cx, [lip - 5, top + 1.5], darker(base, 0.5)) +
    `<ellipse cx="${cx}" cy="${n(top + 5)}" rx="${lip - 12}" ry="${n(lip * 0.09)}" fill="#5b3a25"/>` +
    steam(random, cx, top)
  );
}

/**
 * @param {number} cx
 * @param {number} rx
 * @param {string} light
 * @param {string} base
 * @param {string} dark
 */
function plate(cx, rx, light, base, dark) {
  return (
    `<ellipse cx="${cx}" cy="${GROUND - 4}" rx="${n(rx)}" ry="16" fill="${dark}"/>` +
    `<ellipse cx="${cx}" cy="${GROUND - 9}" rx="${n(rx)}" ry="16" fill="${base}"/>` +
    `<ellipse cx="${cx}" cy="${GROUND - 9}" rx="${n(rx * 0.82)}" ry="11" fill="${light}" opacity=".55"/>`
  );
}

/**
 * @param {() => number} random
 * @param {{ cx: number, top: number, height: number, line: string, accent: string }} cup
 */
function glaze(random, { cx, top, height, line, accent }) {
  const style = Math.floor(random() * 4);
  const y = n(top + height * between(random, 0.5, 0.74));
  const across = `M${cx - 110} ${y}q110 26 220 0`;
  if (style === 0) return `<path d="${across}v200h-220z" fill="#d9b48a" opacity=".75"/>`;
  if (style === 1) return `<path d="${across}" fill="none" stroke="${line}" stroke-width="5" opacity=".55"/>`;
  if (style === 2) {
    return Array.from({ length: 60 }, () => {
      const [x, dot] = [between(random, cx - 90, cx + 90), between(random, top, GROUND)];
      return `<circle cx="${n(x)}" cy="${n(dot)}" r="${n(between(random, 0.6, 2))}" fill="${line}" opacity=".5"/>`;
    }).join('');
  }
  return `<path d="M${cx - 110} ${n(top + 8)}q30 ${n(height * 0.5)} 60 ${n(height * 0.34)}t60 -4t50 ${n(height * 0.12)}t60 -20v-260h-230z" fill="${accent}" opacity=".6"/>`;
}

/**
 * @param {() => number} random
 * @param {number} cx
 * @param {number} top
 */
function steam(random, cx, top) {
  return [-18, 4, 24]
    .map((dx) => {
      const rise = n(between(random, 18, 26));
      return `<path d="M${cx + dx} ${n(top - 14)}q-12 -${rise} 0 -${rise * 1.6}t0 -${rise * 1.6}" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" opacity=".38"/>`;
    })
    .join('');
}
