import { between } from '../../catalogue/random.mjs';
import { darker, lighter } from '../colour.mjs';
import { GROUND, n, shadow } from '../scene.mjs';
import { clipped, turned } from '../turned.mjs';

/** [half-width, depth, how many are stacked] by kind. */
const SIZES = /** @type {const} */ ([
  [88, 78, 1],
  [128, 92, 1],
  [136, 76, 1],
  [104, 92, 2],
  [100, 70, 3],
  [130, 84, 1],
  [74, 50, 3],
  [112, 58, 3],
]);

/** What lies in a bowl that is photographed full. */
const FRUIT = ['#c8553d', '#e09f3e', '#8a9a5b', '#d98e73'];

export const floor = true;

/** Small things are photographed from nearer. */
export const view = '36 86 328 394';

/** @param {import('../scene.mjs').Brush} brush */
export function draw({ random, kind, base, line }) {
  const [half, depth, count] = /** @type {(typeof SIZES)[number]} */ (SIZES[kind]);
  const bowls = Array.from({ length: count }, (_, i) => {
    const ground = GROUND - 4 - i * depth * 0.36;
    return bowl({
      half: half * (1 - i * 0.012),
      depth,
      ground,
      id: `bowl${i}`,
      base,
      line,
      last: i === count - 1,
    });
  });
  const top = GROUND - 4 - (count - 1) * depth * 0.36 - depth;
  const full = count === 1 && random() < 0.6;
  return (
    shadow(200, GROUND, half * 0.8) +
    bowls.join('') +
    (full ? fruit(random, half, top) + rimFront(half * 1, top, base) : '')
  );
}

/** @param {{ half: number, depth: number, ground: number, id: string, base: string, line: string, last: boolean }} bowl */
function bowl({ half, depth, ground, id, base, line, last }) {
  const top = ground - depth;
  const path = turned(200, [
    [half, top],
    [half * 0.9, top + depth * 0.42],
    [half * 0.4, ground - 7],
    [half * 0.36, ground],
  ]);
  const ry = n(half * 0.17);
  return (
    `<path d="${path}" fill="url(#body)"/>` +
    clipped(
      id,
      path,
      `<path d="M40 ${n(top + depth * 0.3)}q160 ${n(half * 0.42)} 320 0" fill="none" stroke="${line}" stroke-width="3" opacity=".4"/>`,
    ) +
    `<ellipse cx="200" cy="${n(top)}" rx="${n(half)}" ry="${ry}" fill="${lighter(base, 0.5)}"/>` +
    `<ellipse cx="200" cy="${n(top + 1.5)}" rx="${n(half - 5)}" ry="${n(half * 0.17 - 3)}" fill="${darker(base, last ? 0.3 : 0.4)}"/>` +
    (last
      ? `<ellipse cx="192" cy="${n(top + 6)}" rx="${n(half - 24)}" ry="${n(half * 0.17 - 9)}" fill="${base}" opacity=".6"/>`
      : '')
  );
}

/**
 * @param {() => number} random
 * @param {number} half
 * @param {number} top
 */
function fruit(random, half, top) {
  return [-0.5, 0.46, -0.06, 0.2, -0.28]
    .map((at, i) => {
      const r = half * between(random, 0.2, 0.26);
      const colour = /** @type {string} */ (FRUIT[Math.floor(random() * FRUIT.length)]);
      const [x, y] = [200 + at * half, top - r * (i > 2 ? 0.3 : 0.5)];
      return (
        `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${colour}"/>` +
        `<ellipse cx="${n(x - r * 0.3)}" cy="${n(y - r * 0.35)}" rx="${n(r * 0.3)}" ry="${n(r * 0.2)}" fill="#fff" opacity=".35"/>` +
        `<path d="M${n(x)} ${n(y - r)}q2 -8 8 -10" stroke="#4a3626" stroke-width="2.4" fill="none"/>`
      );
    })
    .join('');
}

/**
 * The near half of the rim, over what lies in the bowl.
 * @param {number} half
 * @param {number} top
 * @param {string} base
 */
function rimFront(half, top, base) {
  const [rx, ry] = [n(half), n(half * 0.17)];
  return `<path d="M${n(200 - half)} ${n(top)}a${rx} ${ry} 0 0 0 ${n(half * 2)} 0q-${rx} ${n(half * 0.62)} -${n(half * 2)} 0z" fill="${base}"/><path d="M${n(200 - half)} ${n(top)}a${rx} ${ry} 0 0 0 ${n(half * 2)} 0" fill="none" stroke="${lighter(base, 0.5)}" stroke-width="4"/>`;
}
