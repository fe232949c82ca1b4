import { between } from '../../catalogue/random.mjs';
import { darker } from '../colour.mjs';
import { branch } from '../leaves.mjs';
import { GROUND, n, shadow } from '../scene.mjs';
import { clipped, mouth, turned } from '../turned.mjs';

/** Half-widths at heights (0 top, 1 bottom), by kind: bud, ribbed, bottle, moon, amphora, tall, belly, table. */
const OUTLINES = [
  {
    height: 150,
    points: [
      [17, 0],
      [13, 0.2],
      [44, 0.68],
      [30, 1],
    ],
  },
  {
    height: 200,
    points: [
      [42, 0],
      [36, 0.12],
      [66, 0.5],
      [42, 1],
    ],
  },
  {
    height: 226,
    points: [
      [20, 0],
      [14, 0.12],
      [16, 0.36],
      [58, 0.72],
      [46, 1],
    ],
  },
  {
    height: 196,
    points: [
      [24, 0],
      [19, 0.1],
      [88, 0.56],
      [36, 1],
    ],
  },
  {
    height: 240,
    points: [
      [38, 0],
      [22, 0.1],
      [26, 0.2],
      [74, 0.48],
      [26, 1],
    ],
  },
  {
    height: 262,
    points: [
      [36, 0],
      [30, 0.1],
      [52, 0.4],
      [40, 1],
    ],
  },
  {
    height: 190,
    points: [
      [44, 0],
      [34, 0.12],
      [82, 0.62],
      [52, 1],
    ],
  },
  {
    height: 150,
    points: [
      [46, 0],
      [42, 0.12],
      [62, 0.55],
      [44, 1],
    ],
  },
];

export const floor = true;

/** @param {import('../scene.mjs').Brush} brush */
export function draw({ random, kind, base, line, dark }) {
  const outline = /** @type {(typeof OUTLINES)[number]} */ (OUTLINES[kind]);
  const height = outline.height * between(random, 0.95, 1.06);
  const top = GROUND - height;
  const points = outline.points.map(
    ([w = 0, t = 0]) => /** @type {[number, number]} */ ([w * between(random, 0.94, 1.08), top + t * height]),
  );
  const path = turned(200, points);
  const lip = /** @type {[number, number]} */ (points[0]);
  const widest = Math.max(...points.map(([w]) => w));
  return (
    shadow(200, GROUND, widest * 0.9) +
    stems(random, kind, top) +
    `<path d="${path}" fill="url(#body)"/>` +
    clipped('vase', path, decoration(random, { kind, top, height, line, dark })) +
    mouth(200, lip, darker(base, 0.55))
  );
}

/** Most vases are photographed with something in them. */
function stems(/** @type {() => number} */ random, /** @type {number} */ kind, /** @type {number} */ top) {
  const count = kind === 0 ? 1 : random() < 0.3 ? 0 : 3;
  return Array.from({ length: count }, (_, i) =>
    branch(random, {
      x: 200 + (i - (count - 1) / 2) * 6,
      y: top + 6,
      height: Math.min(top - 34, between(random, 110, 170)),
      lean: (i - (count - 1) / 2) * between(random, 34, 58) + between(random, -12, 12),
      leaves: 5 + Math.floor(random() * 4),
    }),
  ).join('');
}

/**
 * @param {() => number} random
 * @param {{ kind: number, top: number, height: number, line: string, dark: string }} vase
 */
function decoration(random, { kind, top, height, line, dark }) {
  if (kind === 1) {
    return Array.from({ length: 15 }, (_, i) => {
      const x = 200 + (i - 7) * 10;
      return `<path d="M${x} ${n(top)}q${n((i - 7) * 1.4)} ${n(height / 2)} 0 ${n(height)}" fill="none" stroke="${dark}" stroke-width="2" opacity=".4"/>`;
    }).join('');
  }
  const style = Math.floor(random() * 4);
  const y = n(top + height * between(random, 0.42, 0.6));
  if (style === 0) return `<path d="M90 ${y}q110 22 220 0v400h-220z" fill="${line}" opacity=".2"/>`;
  if (style === 1) {
    const bands = [0, 14, 22].map(
      (dy) =>
        `<path d="M90 ${y + dy}q110 24 220 0" fill="none" stroke="${line}" stroke-width="${dy ? 2.5 : 7}" opacity=".5"/>`,
    );
    return bands.join('');
  }
  if (style === 2) {
    return Array.from({ length: 70 }, () => {
      const r = between(random, 0.6, 1.8);
      return `<circle cx="${n(between(random, 110, 290))}" cy="${n(between(random, top, GROUND))}" r="${n(r)}" fill="${line}" opacity=".45"/>`;
    }).join('');
  }
  return '';
}
