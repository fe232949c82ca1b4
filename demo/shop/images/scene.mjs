/** The room a product stands or hangs in: wall, floor, a patch of window light, and the paints of the object. */
import { COLOURS } from '../catalogue/words.mjs';
import { between, pick } from '../catalogue/random.mjs';
import { brightness, darker, lighter, mix } from './colour.mjs';

export const WIDTH = 400;
export const HEIGHT = 480;

/** Where the floor begins, and where things stand on it. */
export const FLOOR = 352;
export const GROUND = 396;

const WALLS = ['#efe7dc', '#e9e4df', '#e6e7df', '#efe3da', '#e3e6e8', '#ece5e3', '#e8e8e2', '#f0eadd'];

/**
 * What a drawing is given.
 * @typedef {object} Brush
 * @property {() => number} random
 * @property {number} kind
 * @property {string} base the product's colour
 * @property {string} light
 * @property {string} dark
 * @property {string} accent a second colour that sits well with the first
 * @property {string} line readable on the base
 * @property {string} wood
 */

/**
 * @param {() => number} random
 * @param {{ colour: import('../catalogue/words.mjs').Colour, kind: number }} product
 * @returns {Brush}
 */
export function brushFor(random, { colour, kind }) {
  const base = COLOURS[colour];
  const others = Object.values(COLOURS).filter(
    (other) => Math.abs(brightness(other) - brightness(base)) > 0.16,
  );
  return {
    random,
    kind,
    base,
    light: lighter(base, 0.38),
    dark: darker(base, 0.34),
    accent: pick(random, others),
    line: brightness(base) > 0.5 ? darker(base, 0.55) : lighter(base, 0.65),
    wood: pick(random, ['#c89b6a', '#b98552', '#d8b486', '#8a5f3e']),
  };
}

/**
 * The gradients that drawings refer to: `url(#body)` is the base colour lit from the left, `url(#wood)` likewise.
 * @param {Brush} brush
 */
export function paints({ base, light, dark, wood }) {
  const round = (/** @type {string} */ id, /** @type {string[]} */ stops) =>
    `<linearGradient id="${id}" x1="0" x2="1" y1="0" y2=".12">${stops
      .map((colour, i) => `<stop offset="${[0, 0.3, 0.62, 1][i]}" stop-color="${colour}"/>`)
      .join('')}</linearGradient>`;
  return (
    round('body', [mix(base, light, 0.35), light, base, dark]) +
    round('wood', [lighter(wood, 0.1), lighter(wood, 0.25), wood, darker(wood, 0.25)]) +
    '<filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="9"/></filter>' +
    '<radialGradient id="glow"><stop offset="0" stop-color="#fff3cf" stop-opacity=".95"/>' +
    '<stop offset=".45" stop-color="#ffe3a3" stop-opacity=".4"/><stop offset="1" stop-color="#ffe3a3" stop-opacity="0"/>' +
    '</radialGradient>'
  );
}

/**
 * @param {Brush} brush
 * @param {{ floor: boolean }} options things on a wall need none
 */
export function room({ random, base }, { floor }) {
  const wall = mix(pick(random, WALLS), base, 0.13);
  const slant = between(random, 40, 90);
  const x = between(random, -60, 170);
  const window = [0, 1]
    .map((pane) => {
      const left = x + pane * 92;
      return `<path d="M${left} 0h78l${slant} ${HEIGHT}h-78z" fill="#fff" opacity=".2"/>`;
    })
    .join('');
  return (
    `<linearGradient id="wall" x2=".3" y2="1"><stop stop-color="${lighter(wall, 0.35)}"/>` +
    `<stop offset="1" stop-color="${darker(wall, 0.07)}"/></linearGradient>` +
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#wall)"/>${window}` +
    (floor
      ? `<linearGradient id="floor" y2="1" x2="0"><stop stop-color="${darker(wall, 0.16)}"/>` +
        `<stop offset="1" stop-color="${darker(wall, 0.04)}"/></linearGradient>` +
        `<rect y="${FLOOR}" width="${WIDTH}" height="${HEIGHT - FLOOR}" fill="url(#floor)"/>` +
        `<path d="M0 ${FLOOR}h${WIDTH}" stroke="${lighter(wall, 0.5)}" stroke-width="1.5" opacity=".6"/>`
      : '')
  );
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} rx
 */
export function shadow(x, y, rx) {
  return `<ellipse cx="${x + rx * 0.22}" cy="${y}" rx="${rx * 1.12}" ry="${Math.max(8, rx * 0.16)}" fill="#2a1f18" opacity=".34" filter="url(#soft)"/>`;
}

/** @param {number} value */
export const n = (value) => Math.round(value * 10) / 10;
