/** Woven patterns, for cushions and rugs. Drawn over 400 × 480 and clipped by whoever uses them. */
import { between } from '../catalogue/random.mjs';
import { n } from './scene.mjs';

/** @typedef {'stripes' | 'checks' | 'dots' | 'waves' | 'plain' | 'diamonds' | 'arches' | 'borders' | 'grid'} Pattern */

/**
 * @param {Pattern} pattern
 * @param {{ random: () => number, first: string, second: string }} yarn
 * @returns {string}
 */
export function weave(pattern, { random, first, second }) {
  const step = Math.round(between(random, 26, 46));
  switch (pattern) {
    case 'plain':
      return '';
    case 'stripes':
      return rows(
        480 / step,
        (i) =>
          `<rect y="${i * step}" width="400" height="${n(step * (0.22 + (i % 3) * 0.14))}" fill="${i % 2 ? first : second}"/>`,
      );
    case 'checks':
      return (
        rows(
          400 / step,
          (i) => `<rect x="${i * step}" width="${step / 2}" height="480" fill="${first}" opacity=".55"/>`,
        ) +
        rows(
          480 / step,
          (i) => `<rect y="${i * step}" width="400" height="${step / 2}" fill="${second}" opacity=".45"/>`,
        )
      );
    case 'grid':
      return (
        rows(400 / step, (i) => `<rect x="${i * step}" width="3" height="480" fill="${first}"/>`) +
        rows(480 / step, (i) => `<rect y="${i * step}" width="400" height="3" fill="${first}"/>`)
      );
    case 'dots':
      return cells(
        step,
        (x, y, i) => `<circle cx="${x}" cy="${y}" r="${n(step * 0.2)}" fill="${i % 5 ? first : second}"/>`,
      );
    case 'diamonds':
      return cells(
        step * 1.5,
        (x, y, i) =>
          `<path d="M${x} ${n(y - step)}l${n(step * 0.7)} ${step}-${n(step * 0.7)} ${step}-${n(step * 0.7)} -${step}z" fill="${i % 2 ? first : 'none'}" stroke="${second}" stroke-width="3"/>`,
      );
    case 'arches':
      return cells(step * 2, (x, y, i) =>
        [1, 0.68, 0.36]
          .map(
            (size, ring) =>
              `<path d="M${n(x - step * size)} ${y + step}v-${step}a${n(step * size)} ${n(step * size)} 0 0 1 ${n(step * size * 2)} 0v${step}z" fill="${(ring + i) % 2 ? second : first}"/>`,
          )
          .join(''),
      );
    case 'waves':
      return rows(
        480 / (step * 0.7),
        (i) =>
          `<path d="M-20 ${n(i * step * 0.7)}${'q20 -16 40 0t40 0'.repeat(6)}" fill="none" stroke="${i % 3 ? first : second}" stroke-width="${i % 3 ? 4 : 9}"/>`,
      );
    case 'borders':
      return '';
  }
}

/**
 * @param {number} count
 * @param {(i: number) => string} draw
 */
function rows(count, draw) {
  return Array.from({ length: Math.ceil(count) }, (_, i) => draw(i)).join('');
}

/**
 * @param {number} step
 * @param {(x: number, y: number, i: number) => string} draw
 */
function cells(step, draw) {
  const [columns, lines] = [Math.ceil(400 / step) + 1, Math.ceil(480 / step) + 1];
  return Array.from({ length: columns * lines }, (_, i) => {
    const [column, line] = [i % columns, Math.floor(i / columns)];
    return draw(n(column * step + ((line % 2) * step) / 2), n(line * step), column + line * 2);
  }).join('');
}
