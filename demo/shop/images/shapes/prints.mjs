import { between } from '../../catalogue/random.mjs';
import { darker, lighter } from '../colour.mjs';
import { leaf } from '../leaves.mjs';
import { n } from '../scene.mjs';

export const floor = false;

/** The picture itself: 168 wide, 224 high, at the origin. */
const PICTURES = [sun, hills, arches, forms, moon, horizon, stones, botanical];

/** @typedef {{ random: () => number, base: string, accent: string, paper: string, dark: string }} Inks */

/** @param {import('../scene.mjs').Brush} brush */
export function draw({ random, kind, base, accent, wood, dark }) {
  const paper = lighter(base, 0.82);
  const picture = /** @type {(inks: Inks) => string} */ (PICTURES[kind]);
  const frame = random() < 0.3 ? '#2b2624' : wood;
  return (
    '<rect x="92" y="78" width="236" height="316" fill="#2a1f18" opacity=".4" filter="url(#soft)"/>' +
    `<rect x="82" y="62" width="236" height="316" fill="${frame}"/>` +
    `<path d="M82 62h236l-9 9H91v298l-9 9z" fill="#fff" opacity=".2"/>` +
    `<rect x="91" y="71" width="218" height="298" fill="#fbf8f1"/>` +
    `<path d="M91 71h218v6H97v292h-6z" fill="#000" opacity=".12"/>` +
    `<clipPath id="sheet"><rect width="168" height="224"/></clipPath>` +
    `<g transform="translate(116 96)"><rect width="168" height="224" fill="${paper}"/><g clip-path="url(#sheet)">${picture({ random, base, accent, paper, dark })}</g></g>` +
    '<text x="284" y="342" font-family="Georgia, serif" font-style="italic" font-size="10" text-anchor="end" fill="#6b615a">' +
    `${Math.floor(between(random, 3, 180))}/200</text>` +
    '<path d="M91 250L230 71h60L91 330z" fill="#fff" opacity=".16"/>'
  );
}

/** @param {Inks} inks */
function sun({ random, base, accent }) {
  const r = n(between(random, 38, 54));
  const rays = Array.from(
    { length: 9 },
    (_, i) => `<path d="M0 ${138 + i * 10}h168" stroke="${base}" stroke-width="${n(1 + i * 0.8)}"/>`,
  );
  return `<circle cx="${n(between(random, 66, 102))}" cy="94" r="${r}" fill="${accent}"/>${rays.join('')}`;
}

/** @param {Inks} inks */
function hills({ random, base, accent, paper }) {
  const ridge = (/** @type {number} */ y, /** @type {string} */ fill) => {
    const [a, b] = [n(between(random, 30, 70)), n(between(random, 90, 140))];
    return `<path d="M-10 ${y}C${a} ${y - 60} ${a + 30} ${y - 46} 84 ${y - 8}S${b} ${y + 34} 190 ${y - 44}V240H-10z" fill="${fill}"/>`;
  };
  return `<circle cx="${n(between(random, 44, 124))}" cy="56" r="21" fill="${accent}"/>${[124, 150, 178, 208].map((y, i) => ridge(y, lighter(darker(base, i * 0.14), 0.5 - i * 0.16))).join('')}<rect width="168" height="224" fill="${paper}" opacity=".05"/>`;
}

/** @param {Inks} inks */
function arches({ base, accent, dark }) {
  const colours = [dark, accent, base, lighter(accent, 0.5), lighter(base, 0.55)];
  return colours
    .map((colour, i) => {
      const r = 74 - i * 15;
      return `<path d="M${84 - r} 224V${110}a${r} ${r} 0 0 1 ${r * 2} 0V224z" fill="${colour}"/>`;
    })
    .join('');
}

/** @param {Inks} inks */
function forms({ random, base, accent, dark }) {
  const x = n(between(random, 20, 46));
  return (
    `<path d="M${x} 30c70 -20 110 30 84 78s-90 44 -100 -4s-10 -66 16 -74z" fill="${base}"/>` +
    `<path d="M60 120c40 -30 96 -6 88 44s-80 66 -104 30 -20 -52 16 -74z" fill="${accent}" opacity=".85"/>` +
    `<circle cx="${n(between(random, 40, 130))}" cy="${n(between(random, 60, 170))}" r="15" fill="${dark}"/>` +
    `<path d="M24 200q60 -150 124 -160" fill="none" stroke="${dark}" stroke-width="2.4"/>`
  );
}

/** @param {Inks} inks */
function moon({ random, base, accent, dark }) {
  const phase = n(between(random, -34, 34));
  return (
    `<rect width="168" height="224" fill="${darker(base, 0.45)}"/><circle cx="84" cy="88" r="44" fill="${lighter(accent, 0.55)}"/>` +
    `<circle cx="${84 + phase}" cy="82" r="43" fill="${darker(base, 0.45)}" opacity=".86"/>` +
    Array.from(
      { length: 26 },
      () =>
        `<circle cx="${n(between(random, 4, 164))}" cy="${n(between(random, 4, 180))}" r="${n(between(random, 0.6, 1.5))}" fill="#fff" opacity=".7"/>`,
    ).join('') +
    `<path d="M0 190q42 -34 84 -10t84 -14v60H0z" fill="${dark}"/>`
  );
}

/** @param {Inks} inks */
function horizon({ random, base, accent }) {
  const y = Math.round(between(random, 92, 140));
  return (
    Array.from(
      { length: 12 },
      (_, i) =>
        `<rect y="${i * 19}" width="168" height="19.5" fill="${i * 19 < y ? lighter(accent, 0.2 + i * 0.055) : darker(base, (i * 19 - y) / 320)}"/>`,
    ).join('') +
    `<circle cx="84" cy="${y - 6}" r="25" fill="${lighter(accent, 0.82)}" opacity=".9"/><rect y="${y + 12}" width="168" height="120" fill="${base}" opacity=".82"/>`
  );
}

/** @param {Inks} inks */
function stones({ random, base, accent, dark }) {
  let y = 208;
  return [74, 60, 48, 33, 20]
    .map((rx, i) => {
      const ry = rx * between(random, 0.3, 0.4);
      y -= ry;
      const stone = `<ellipse cx="${n(84 + between(random, -7, 7))}" cy="${n(y)}" rx="${rx}" ry="${n(ry)}" fill="${[base, accent, dark, lighter(base, 0.4), lighter(accent, 0.3)][i]}"/>`;
      y -= ry * 0.94;
      return stone;
    })
    .join('');
}

/** @param {Inks} inks */
function botanical({ random, base, accent, dark }) {
  const leaves = Array.from({ length: 9 }, (_, i) => {
    const side = i % 2 ? 1 : -1;
    const y = 196 - i * 17;
    return `<path transform="translate(84 ${y}) rotate(${n(side * between(random, 42, 64))})" d="${leaf(62 - i * 3, 18)}" fill="${i % 3 ? base : accent}"/>`;
  });
  return `<path d="M84 224Q80 120 84 40" fill="none" stroke="${dark}" stroke-width="2.6"/>${leaves.join('')}<path transform="translate(84 50)" d="${leaf(34, 12)}" fill="${accent}"/>`;
}
