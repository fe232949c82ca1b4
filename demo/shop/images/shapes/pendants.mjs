import { between } from '../../catalogue/random.mjs';
import { darker } from '../colour.mjs';
import { n } from '../scene.mjs';

/** Half-widths at heights of the shade, by kind: dome, globe, bell, cone, wide, pebble, tier, drop. */
const SHADES = [
  {
    height: 104,
    points: [
      [14, 0],
      [92, 0.55],
      [112, 1],
    ],
  },
  {
    height: 150,
    points: [
      [16, 0],
      [88, 0.5],
      [34, 1],
    ],
  },
  {
    height: 132,
    points: [
      [12, 0],
      [44, 0.5],
      [96, 1],
    ],
  },
  {
    height: 122,
    points: [
      [16, 0],
      [62, 0.5],
      [108, 1],
    ],
  },
  {
    height: 84,
    points: [
      [16, 0],
      [116, 0.66],
      [142, 1],
    ],
  },
  {
    height: 118,
    points: [
      [16, 0],
      [118, 0.48],
      [52, 1],
    ],
  },
  {
    height: 140,
    points: [
      [20, 0],
      [96, 0.42],
      [124, 1],
    ],
  },
  {
    height: 176,
    points: [
      [10, 0],
      [34, 0.4],
      [64, 1],
    ],
  },
];

export const floor = false;

/** @param {import('../scene.mjs').Brush} brush */
export function draw({ random, kind, base, line, dark }) {
  const shade = /** @type {(typeof SHADES)[number]} */ (SHADES[kind]);
  const top = between(random, 128, 168);
  const bottom = top + shade.height;
  const points = shade.points.map(
    ([w = 0, t = 0]) => /** @type {[number, number]} */ ([w, top + t * shade.height]),
  );
  const below = points.at(-1)?.[0] ?? 0;
  const path = outline(points);
  return (
    `<path d="M200 0V${n(top)}" stroke="#2b2523" stroke-width="3"/>` +
    `<rect x="188" y="${n(top - 20)}" width="24" height="24" rx="5" fill="${darker(base, 0.55)}"/>` +
    `<ellipse cx="200" cy="${n(bottom + 60)}" rx="210" ry="170" fill="url(#glow)"/>` +
    `<path d="${path}" fill="url(#body)"/>` +
    `<clipPath id="shade"><path d="${path}"/></clipPath><g clip-path="url(#shade)">${surface(random, { kind, top, height: shade.height, line, dark })}</g>` +
    `<ellipse cx="200" cy="${n(bottom)}" rx="${below}" ry="${n(below * 0.15)}" fill="#ffefbf"/>` +
    `<ellipse cx="200" cy="${n(bottom + 2)}" rx="${n(below * 0.44)}" ry="${n(below * 0.08)}" fill="#fffdf2"/>`
  );
}

/** @param {[number, number][]} points from top to bottom, the first of three */
function outline(points) {
  const [a, b, c] = /** @type {[[number, number], [number, number], [number, number]]} */ (points);
  const side = (/** @type {1 | -1} */ s) => ({ a: 200 + s * a[0], b: 200 + s * b[0], c: 200 + s * c[0] });
  const [right, left] = [side(1), side(-1)];
  const shoulder = a[1] + (b[1] - a[1]) * 0.2;
  return (
    `M${left.a} ${n(a[1])}H${right.a}C${n(right.a + (right.b - right.a) * 0.7)} ${n(shoulder)} ${right.b} ${n(a[1] + (b[1] - a[1]) * 0.55)} ${right.b} ${n(b[1])}` +
    `S${right.c} ${n(c[1] - 8)} ${right.c} ${n(c[1])}Q200 ${n(c[1] + c[0] * 0.3)} ${left.c} ${n(c[1])}` +
    `S${left.b} ${n(b[1] + (c[1] - b[1]) * 0.5)} ${left.b} ${n(b[1])}C${left.b} ${n(a[1] + (b[1] - a[1]) * 0.55)} ${n(left.a + (left.b - left.a) * 0.7)} ${n(shoulder)} ${left.a} ${n(a[1])}z`
  );
}

/**
 * @param {() => number} random
 * @param {{ kind: number, top: number, height: number, line: string, dark: string }} shade
 */
function surface(random, { kind, top, height, line, dark }) {
  if (kind === 6 || kind === 1 || random() < 0.3) {
    const rows = Math.round(between(random, 5, 9));
    return Array.from({ length: rows }, (_, i) => {
      const y = n(top + ((i + 0.6) * height) / rows);
      return `<path d="M40 ${y}q160 34 320 0" fill="none" stroke="${dark}" stroke-width="2" opacity=".45"/>`;
    }).join('');
  }
  const edge = `<path d="M40 ${n(top + height - 12)}q160 42 320 0" fill="none" stroke="${line}" stroke-width="4" opacity=".5"/>`;
  return random() < 0.5 ? edge : '';
}
