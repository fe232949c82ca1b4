import { between } from '../../catalogue/random.mjs';
import { darker, lighter } from '../colour.mjs';
import { GROUND, n, shadow } from '../scene.mjs';

/** Each candle of a picture: [x, half-width, height], by kind. */
const GROUPS = [
  [
    [154, 36, 150],
    [236, 36, 104],
  ],
  [[200, 72, 132]],
  [[200, 66, 112]],
  [
    [150, 11, 210],
    [200, 11, 244],
    [250, 11, 190],
  ],
  [
    [168, 20, 190],
    [230, 20, 150],
  ],
  [[200, 48, 176]],
  [[200, 82, 108]],
  [
    [128, 40, 62],
    [208, 40, 62],
    [284, 34, 56],
  ],
];

export const floor = true;

/** Small things are photographed from nearer. */
export const view = '40 96 320 384';

/** @param {import('../scene.mjs').Brush} brush */
export function draw({ random, kind, base, dark, accent, wood }) {
  const group = /** @type {number[][]} */ (GROUPS[kind]);
  const jar = kind === 1 || kind === 2 || kind === 7;
  return group
    .map(([x = 0, half = 0, tall = 0]) => {
      const height = tall * between(random, 0.92, 1.05);
      const top = GROUND - height;
      return (
        shadow(x, GROUND, half + 10) +
        (kind === 3 ? stick(x, wood) : '') +
        `<circle cx="${x}" cy="${n(top - 22)}" r="120" fill="url(#glow)" opacity=".8"/>` +
        (jar
          ? glass({ x, half, top, height, base, accent, label: kind === 2 })
          : wax({ x, half, top, height, base, dark, ribbed: kind === 5 })) +
        flame(x, jar ? top + height * 0.3 : top)
      );
    })
    .join('');
}

/** @param {{ x: number, half: number, top: number, height: number, base: string, dark: string, ribbed: boolean }} candle */
function wax({ x, half, top, height, base, dark, ribbed }) {
  const ry = n(half * 0.2);
  const ribs = ribbed
    ? [-0.72, -0.44, -0.15, 0.15, 0.44, 0.72]
        .map(
          (at) =>
            `<path d="M${n(x + at * half)} ${n(top + 6)}v${n(height - 4)}" stroke="${dark}" stroke-width="3" opacity=".4"/>`,
        )
        .join('')
    : '';
  return (
    `<path d="M${x - half} ${n(top)}V${GROUND}a${half} ${ry} 0 0 0 ${half * 2} 0V${n(top)}z" fill="url(#body)"/>${ribs}` +
    `<ellipse cx="${x}" cy="${n(top)}" rx="${half}" ry="${ry}" fill="${lighter(base, 0.5)}"/>` +
    `<ellipse cx="${x}" cy="${n(top + 1)}" rx="${n(half * 0.6)}" ry="${n(half * 0.11)}" fill="#fff2cf"/>`
  );
}

/** @param {{ x: number, half: number, top: number, height: number, base: string, accent: string, label: boolean }} jar */
function glass({ x, half, top, height, base, accent, label }) {
  const ry = n(half * 0.16);
  const level = n(top + height * 0.34);
  return (
    `<path d="M${x - half} ${n(top)}V${GROUND - 4}a${half} ${ry} 0 0 0 ${half * 2} 0V${n(top)}z" fill="#fff" opacity=".3"/>` +
    `<path d="M${x - half + 5} ${level}V${GROUND - 8}a${half - 5} ${ry} 0 0 0 ${half * 2 - 10} 0V${level}z" fill="url(#body)"/>` +
    `<ellipse cx="${x}" cy="${level}" rx="${half - 5}" ry="${ry}" fill="${lighter(base, 0.55)}"/>` +
    `<ellipse cx="${x}" cy="${n(top)}" rx="${half}" ry="${ry}" fill="none" stroke="#fff" stroke-width="3" opacity=".75"/>` +
    `<path d="M${n(x - half + 12)} ${n(top + 16)}v${n(height - 40)}" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".4"/>` +
    (label
      ? `<rect x="${x - 30}" y="${n(top + height * 0.5)}" width="60" height="38" rx="2" fill="#fbf6ec"/><path d="M${x - 18} ${n(top + height * 0.5 + 14)}h36M${x - 12} ${n(top + height * 0.5 + 23)}h24" stroke="${darker(accent, 0.3)}" stroke-width="2.4"/>`
      : '')
  );
}

/**
 * @param {number} x
 * @param {number} y
 */
function flame(x, y) {
  return (
    `<path d="M${x} ${n(y + 2)}v-12" stroke="#3a2c22" stroke-width="2.4"/>` +
    `<path d="M${x} ${n(y - 44)}c10 15 13 21 11 29a11 11 0 0 1 -22 0c-2 -8 3 -15 11 -29z" fill="#ffbf4d"/>` +
    `<path d="M${x} ${n(y - 29)}c5 8 7 11 6 15a6 6 0 0 1 -12 0c-1 -4 2 -8 6 -15z" fill="#fff7dc"/>`
  );
}

/**
 * @param {number} x
 * @param {string} wood
 */
function stick(x, wood) {
  return `<ellipse cx="${x}" cy="${GROUND}" rx="26" ry="8" fill="${darker(wood, 0.3)}"/><rect x="${x - 15}" y="${GROUND - 22}" width="30" height="24" rx="5" fill="url(#wood)"/>`;
}
