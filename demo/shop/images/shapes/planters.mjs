import { between } from '../../catalogue/random.mjs';
import { darker } from '../colour.mjs';
import { branch, rosette } from '../leaves.mjs';
import { GROUND, n, shadow } from '../scene.mjs';
import { clipped, mouth, turned } from '../turned.mjs';

/** Half-widths at heights, by kind: plain, footed, tall, bowl, herb, ribbed, belly, tub. */
const POTS = [
  {
    height: 122,
    points: [
      [80, 0],
      [72, 0.5],
      [56, 1],
    ],
  },
  {
    height: 124,
    points: [
      [78, 0],
      [76, 0.4],
      [54, 0.74],
      [40, 1],
    ],
  },
  {
    height: 176,
    points: [
      [64, 0],
      [58, 0.5],
      [46, 1],
    ],
  },
  {
    height: 96,
    points: [
      [98, 0],
      [88, 0.45],
      [48, 1],
    ],
  },
  {
    height: 92,
    points: [
      [60, 0],
      [54, 0.5],
      [44, 1],
    ],
  },
  {
    height: 130,
    points: [
      [78, 0],
      [74, 0.5],
      [60, 1],
    ],
  },
  {
    height: 124,
    points: [
      [60, 0],
      [88, 0.48],
      [54, 1],
    ],
  },
  {
    height: 112,
    points: [
      [100, 0],
      [98, 0.6],
      [90, 1],
    ],
  },
];

export const floor = true;

/** @param {import('../scene.mjs').Brush} brush */
export function draw({ random, kind, base, dark, line }) {
  const pot = /** @type {(typeof POTS)[number]} */ (POTS[kind]);
  const top = GROUND - pot.height;
  const points = pot.points.map(
    ([w = 0, t = 0]) => /** @type {[number, number]} */ ([w, top + t * pot.height]),
  );
  const path = turned(200, points);
  const lip = /** @type {[number, number]} */ (points[0]);
  return (
    shadow(200, GROUND, 78) +
    mouth(200, lip, darker(base, 0.6)) +
    plant(random, kind, top) +
    `<path d="${path}" fill="url(#body)"/>` +
    clipped('pot', path, relief(random, { kind, top, height: pot.height, dark, line })) +
    `<path d="M${200 - lip[0]} ${n(top)}Q200 ${n(top + lip[0] * 0.2)} ${200 + lip[0]} ${n(top)}" fill="none" stroke="#fff" stroke-width="3" opacity=".35"/>`
  );
}

/**
 * @param {() => number} random
 * @param {number} kind
 * @param {number} top
 */
function plant(random, kind, top) {
  const room = Math.min(top - 30, kind === 4 ? 120 : 205);
  if (kind === 4 || random() < 0.4) {
    return Array.from({ length: 7 }, (_, i) =>
      branch(random, {
        x: 200 + (i - 3) * 9,
        y: top + 6,
        height: room * between(random, 0.7, 1) * (1 - Math.abs(i - 3) * 0.08),
        lean: (i - 3) * between(random, 18, 30),
        leaves: 6,
      }),
    ).join('');
  }
  const broad = random() < 0.5 ? 0.13 : 0.34;
  return rosette(random, { x: 200, y: top + 6, size: room, count: broad < 0.2 ? 13 : 9, broad });
}

/**
 * @param {() => number} random
 * @param {{ kind: number, top: number, height: number, dark: string, line: string }} pot
 */
function relief(random, { kind, top, height, dark, line }) {
  if (kind === 5) {
    return Array.from(
      { length: 17 },
      (_, i) =>
        `<path d="M${200 + (i - 8) * 10} ${top}l${(8 - i) * 2} ${height + 12}" stroke="${dark}" stroke-width="2.4" opacity=".4"/>`,
    ).join('');
  }
  const y = n(top + height * between(random, 0.3, 0.62));
  const across = `M80 ${y}q120 26 240 0`;
  const style = Math.floor(random() * 3);
  if (style === 0) return `<path d="${across}v200h-240z" fill="${line}" opacity=".22"/>`;
  if (style === 1) return `<path d="${across}" fill="none" stroke="${line}" stroke-width="4" opacity=".45"/>`;
  return '';
}
