/** Things made on a wheel or a lathe: an outline from half-widths at heights, mirrored and smoothed. */
import { n } from './scene.mjs';

/** @typedef {[width: number, y: number]} Point a half-width at a height */

/**
 * @param {number} cx
 * @param {Point[]} points from top to bottom
 * @returns {string} a closed path
 */
export function turned(cx, points) {
  const right = points.map(([w, y]) => /** @type {Point} */ ([cx + w, y]));
  const left = points.map(([w, y]) => /** @type {Point} */ ([cx - w, y])).reverse();
  const [x0 = 0, y0 = 0] = right[0] ?? [];
  const [bottom, lip] = [points.at(-1)?.[0] ?? 0, points[0]?.[0] ?? 0];
  const [lx = 0, ly = 0] = left[0] ?? [];
  // The base and the lip are seen slightly from above, so they curve.
  return (
    `M${n(x0)} ${n(y0)}${curve(right)}` +
    `Q${n(cx)} ${n(ly + bottom * 0.16)} ${n(lx)} ${n(ly)}${curve(left)}` +
    `Q${n(cx)} ${n(y0 + lip * 0.2)} ${n(x0)} ${n(y0)}z`
  );
}

/**
 * Through all points, leaving and meeting each of them upright.
 * @param {Point[]} points
 */
function curve(points) {
  return points
    .slice(1)
    .map(([x, y], i) => {
      const [px, py] = /** @type {Point} */ (points[i]);
      const half = (y - py) / 2;
      return `C${n(px)} ${n(py + half)} ${n(x)} ${n(y - half)} ${n(x)} ${n(y)}`;
    })
    .join('');
}

/**
 * The opening at the top.
 * @param {number} cx
 * @param {Point} lip
 * @param {string} fill
 */
export function mouth(cx, [w, y], fill) {
  return `<ellipse cx="${cx}" cy="${n(y)}" rx="${n(w)}" ry="${n(Math.max(2.5, w * 0.15))}" fill="${fill}"/>`;
}

/**
 * Bands around the body, clipped to it.
 * @param {string} id
 * @param {string} path
 * @param {string} content
 */
export function clipped(id, path, content) {
  return `<clipPath id="${id}"><path d="${path}"/></clipPath><g clip-path="url(#${id})">${content}</g>`;
}
