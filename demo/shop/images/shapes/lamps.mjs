import { between } from '../../catalogue/random.mjs';
import { darker, lighter } from '../colour.mjs';
import { GROUND, n, shadow } from '../scene.mjs';
import { turned } from '../turned.mjs';

/** Half-widths at heights of the foot, by kind; the last is the shade: [half-width above, below, height]. */
const FEET = [
  {
    foot: [
      [10, 0],
      [46, 0.6],
      [30, 1],
    ],
    height: 120,
    shade: [62, 92, 104],
  },
  {
    foot: [
      [9, 0],
      [40, 0.5],
      [34, 1],
    ],
    height: 90,
    shade: [50, 74, 84],
  },
  {
    foot: [
      [6, 0],
      [6, 0.86],
      [54, 1],
    ],
    height: 160,
    shade: [40, 84, 74],
  },
  {
    foot: [
      [6, 0],
      [7, 0.9],
      [60, 1],
    ],
    height: 170,
    shade: [58, 66, 60],
  },
  {
    foot: [
      [12, 0],
      [58, 0.5],
      [20, 1],
    ],
    height: 122,
    shade: [58, 88, 96],
  },
  {
    foot: [
      [34, 0],
      [34, 0.5],
      [38, 1],
    ],
    height: 134,
    shade: [70, 88, 96],
  },
  {
    foot: [
      [22, 0],
      [26, 0.6],
      [60, 1],
    ],
    height: 110,
    shade: [30, 112, 92],
  },
  {
    foot: [
      [40, 0],
      [40, 0.6],
      [48, 1],
    ],
    height: 34,
    shade: [66, 66, 150],
  },
];

export const floor = true;

/** Small things are photographed from nearer. */
export const view = '30 72 340 408';

/** @param {import('../scene.mjs').Brush} brush */
export function draw({ random, kind, base, wood, light }) {
  const lamp = /** @type {(typeof FEET)[number]} */ (FEET[kind]);
  const height = lamp.height * between(random, 0.95, 1.1);
  const top = GROUND - height;
  const foot = turned(
    200,
    lamp.foot.map(([w = 0, t = 0]) => [w, top + t * height]),
  );
  const [above = 0, below = 0, tall = 0] = lamp.shade;
  const under = top + 6;
  const shade = kind === 6 ? mushroom(below, under, tall) : cone(above, below, under, tall);
  return (
    shadow(200, GROUND, 62) +
    `<path d="${foot}" fill="url(#${random() < 0.35 ? 'wood' : 'body'})"/>` +
    `<rect x="195" y="${n(under - 14)}" width="10" height="22" fill="${darker(wood, 0.5)}"/>` +
    `<circle cx="200" cy="${n(under - tall / 2)}" r="190" fill="url(#glow)"/>` +
    shadePaint(random, base, light) +
    `<path d="${shade}" fill="url(#shade)"/>` +
    `<ellipse cx="200" cy="${n(under)}" rx="${below}" ry="${n(below * 0.13)}" fill="#fff0c4"/>` +
    `<ellipse cx="200" cy="${n(under + 1)}" rx="${n(below * 0.5)}" ry="${n(below * 0.06)}" fill="#fffdf3"/>`
  );
}

/**
 * @param {() => number} random
 * @param {string} base
 * @param {string} light
 */
function shadePaint(random, base, light) {
  const cloth = random() < 0.5 ? '#f3e6cc' : lighter(base, 0.45);
  return (
    `<linearGradient id="shade" x1="0" x2="1"><stop stop-color="${darker(cloth, 0.1)}"/>` +
    `<stop offset=".45" stop-color="${lighter(light, 0.75)}"/><stop offset="1" stop-color="${darker(cloth, 0.16)}"/></linearGradient>`
  );
}

/**
 * @param {number} above
 * @param {number} below
 * @param {number} under
 * @param {number} tall
 */
function cone(above, below, under, tall) {
  const top = under - tall;
  return (
    `M${200 - above} ${n(top)}Q200 ${n(top - above * 0.16)} ${200 + above} ${n(top)}` +
    `L${200 + below} ${n(under)}Q200 ${n(under + below * 0.26)} ${200 - below} ${n(under)}z`
  );
}

/**
 * @param {number} below
 * @param {number} under
 * @param {number} tall
 */
function mushroom(below, under, tall) {
  return `M${200 - below} ${n(under)}C${200 - below} ${n(under - tall * 1.25)} ${200 + below} ${n(under - tall * 1.25)} ${200 + below} ${n(under)}Q200 ${n(under + below * 0.26)} ${200 - below} ${n(under)}z`;
}
