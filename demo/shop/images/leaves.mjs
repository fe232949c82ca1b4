/** Stems and leaves, for vases and planters. */
import { between } from '../catalogue/random.mjs';
import { darker, lighter } from './colour.mjs';
import { n } from './scene.mjs';

const GREENS = ['#5e7a52', '#73895a', '#4b6b57', '#8a9a63', '#3f5f4c'];

/**
 * A leaf of a length, its stalk at the origin, pointing up.
 * @param {number} length
 * @param {number} width
 */
export const leaf = (length, width) =>
  `M0 0C${n(width)} ${n(-length * 0.3)} ${n(width * 0.8)} ${n(-length * 0.8)} 0 ${n(-length)}` +
  `C${n(-width * 0.8)} ${n(-length * 0.8)} ${n(-width)} ${n(-length * 0.3)} 0 0z`;

/**
 * A bending stem with leaves on both sides.
 * @param {() => number} random
 * @param {{ x: number, y: number, height: number, lean: number, leaves: number }} stem
 */
export function branch(random, { x, y, height, lean, leaves }) {
  const green = /** @type {string} */ (GREENS[Math.floor(random() * GREENS.length)]);
  const size = between(random, 20, 32);
  const at = (/** @type {number} */ t) => ({ x: x + lean * t * t, y: y - height * t });
  const blades = Array.from({ length: leaves }, (_, i) => {
    const point = at(0.32 + (0.68 * (i + 1)) / leaves);
    const side = i === leaves - 1 ? 0 : i % 2 ? 1 : -1;
    const turn = side * between(random, 38, 66) + lean * 0.22;
    const fill = i % 3 ? green : i % 2 ? lighter(green, 0.16) : darker(green, 0.16);
    return `<path transform="translate(${n(point.x)} ${n(point.y)}) rotate(${n(turn)})" d="${leaf(size * (1.15 - i / leaves / 2), size * 0.3)}" fill="${fill}"/>`;
  });
  const end = at(1);
  return (
    `<path d="M${n(x)} ${n(y)}Q${n(x + lean * 0.25)} ${n(y - height * 0.55)} ${n(end.x)} ${n(end.y)}" fill="none" stroke="${darker(green, 0.3)}" stroke-width="2.2"/>` +
    blades.join('')
  );
}

/**
 * Broad leaves from one point, as a house plant has them.
 * @param {() => number} random
 * @param {{ x: number, y: number, size: number, count: number, broad: number }} plant
 */
export function rosette(random, { x, y, size, count, broad }) {
  return Array.from({ length: count }, (_, i) => {
    const green = /** @type {string} */ (GREENS[i % GREENS.length]);
    const order = (i % 2 ? 1 : -1) * (1 - i / count);
    const turn = order * 74 + between(random, -6, 6);
    const length = size * between(random, 0.78, 1.05) * (1.08 - Math.abs(order) * 0.32);
    return (
      `<g transform="translate(${n(x + order * 10)} ${y}) rotate(${n(turn)})"><path d="${leaf(length, length * broad)}" fill="${green}"/>` +
      `<path d="M0 0V${n(-length * 0.92)}" stroke="${lighter(green, 0.3)}" stroke-width="1.4" opacity=".7"/></g>`
    );
  }).join('');
}
