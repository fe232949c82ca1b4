import { between } from '../../catalogue/random.mjs';
import { darker } from '../colour.mjs';
import { GROUND, n, shadow } from '../scene.mjs';

export const floor = true;

/** Small things are photographed from nearer. */
export const view = '40 96 320 384';

/** dining, spindle, lounge, kitchen, bar stool, low stool, armchair, shell */
const SIZES = /** @type {const} */ ([
  { half: 66, seat: 288, back: 150 },
  { half: 66, seat: 288, back: 134 },
  { half: 92, seat: 312, back: 176 },
  { half: 60, seat: 284, back: 168 },
  { half: 50, seat: 206, back: 0 },
  { half: 62, seat: 312, back: 0 },
  { half: 90, seat: 302, back: 166 },
  { half: 82, seat: 290, back: 148 },
]);

/** @param {import('../scene.mjs').Brush} brush */
export function draw({ random, kind, base, dark, wood, accent }) {
  const { half, seat, back } = /** @type {(typeof SIZES)[number]} */ (SIZES[kind]);
  const soft = kind === 2 || kind === 6;
  return (
    shadow(200, GROUND + 8, half * 1.1) +
    legs({ half, seat, wood, bar: kind === 4 }) +
    (back ? backs(random, { kind, half, seat, back, base, dark, wood }) : '') +
    seatOf({ half, seat, thick: soft ? 40 : kind === 3 ? 14 : 20, dark }) +
    (kind === 6 ? arms(half, seat, wood) : '') +
    (kind < 2 && random() < 0.4 ? throwOver(half, seat, accent) : '')
  );
}

/** @param {{ half: number, seat: number, wood: string, bar: boolean }} chair */
function legs({ half, seat, wood, bar }) {
  const leg = (
    /** @type {number} */ x,
    /** @type {number} */ to,
    /** @type {number} */ y,
    /** @type {string} */ fill,
  ) => `<path d="M${n(x - 6)} ${seat}h12L${n(to + 4)} ${y}h-8z" fill="${fill}"/>`;
  const rung = GROUND - (bar ? 58 : 34);
  return (
    leg(200 - half * 0.56, 200 - half * 0.66, GROUND - 12, darker(wood, 0.32)) +
    leg(200 + half * 0.56, 200 + half * 0.66, GROUND - 12, darker(wood, 0.32)) +
    `<rect x="${n(200 - half * 0.86)}" y="${rung}" width="${n(half * 1.72)}" height="7" rx="3" fill="${darker(wood, 0.18)}"/>` +
    leg(200 - half * 0.8, 200 - half * 0.98, GROUND + 8, 'url(#wood)') +
    leg(200 + half * 0.8, 200 + half * 0.98, GROUND + 8, darker(wood, 0.1))
  );
}

/** @param {{ half: number, seat: number, thick: number, dark: string }} chair */
function seatOf({ half, seat, thick, dark }) {
  const top = seat - thick * 0.7;
  return (
    `<rect x="${200 - half}" y="${n(top)}" width="${half * 2}" height="${thick}" rx="${n(Math.min(16, thick / 2))}" fill="url(#body)"/>` +
    `<rect x="${200 - half + 8}" y="${n(top + thick - 4)}" width="${half * 2 - 16}" height="4" rx="2" fill="${dark}" opacity=".6"/>` +
    `<ellipse cx="${n(200 - half * 0.2)}" cy="${n(top + 4)}" rx="${n(half * 0.6)}" ry="2.6" fill="#fff" opacity=".28"/>`
  );
}

/**
 * @param {() => number} random
 * @param {{ kind: number, half: number, seat: number, back: number, base: string, dark: string, wood: string }} chair
 */
function backs(random, { kind, half, seat, back, base, dark, wood }) {
  const posts = [-1, 1]
    .map(
      (s) =>
        `<path d="M${n(200 + s * half * 0.82)} ${seat}L${n(200 + s * half * 0.9)} ${back + 12}" stroke="${s < 0 ? wood : darker(wood, 0.16)}" stroke-width="11" stroke-linecap="round"/>`,
    )
    .join('');
  if (kind === 2 || kind === 6 || kind === 7) {
    const round = kind === 7 ? half : 28;
    const seam =
      kind === 7
        ? ''
        : `<path d="M200 ${back + 10}V${seat - 20}" stroke="${dark}" stroke-width="2.5" opacity=".4"/>`;
    return `<path d="M${200 - half} ${seat}V${back + round}q0 -${round} ${round} -${round}H${200 + half - round}q${round} 0 ${round} ${round}V${seat}z" fill="url(#body)"/><path d="M${200 - half + 14} ${seat}V${back + round}q0 -${round - 14} ${round - 14} -${round - 14}H${200 + half - round}q${round - 14} 0 ${round - 14} ${round - 14}V${seat}z" fill="${base}" opacity=".55"/>${seam}`;
  }
  if (kind === 1) {
    const spindles = Array.from({ length: 7 }, (_, i) => {
      const x = 200 + (i - 3) * half * 0.24;
      return `<path d="M${n(x)} ${seat}L${n(200 + (x - 200) * 1.14)} ${back + 14}" stroke="url(#wood)" stroke-width="5"/><path d="M${n(x)} ${seat}L${n(200 + (x - 200) * 1.14)} ${back + 14}" stroke="${wood}" stroke-width="5"/>`;
    }).join('');
    return `${spindles}${posts}<path d="M${n(200 - half * 1.02)} ${back + 16}q${n(half)} -34 ${n(half * 2.04)} 0" fill="none" stroke="${base}" stroke-width="18" stroke-linecap="round"/>`;
  }
  const slats = kind === 3 ? 3 : 1;
  const tall = kind === 3 ? 18 : between(random, 44, 62);
  return (
    posts +
    Array.from({ length: slats }, (_, i) => {
      const y = back + 6 + i * 34;
      return `<path d="M${n(200 - half * 0.92)} ${y}q${n(half * 0.92)} -14 ${n(half * 1.84)} 0v${n(tall)}q-${n(half * 0.92)} -14 -${n(half * 1.84)} 0z" fill="url(#body)"/>`;
    }).join('')
  );
}

/**
 * @param {number} half
 * @param {number} seat
 * @param {string} wood
 */
function arms(half, seat, wood) {
  return [-1, 1]
    .map(
      (s) =>
        `<rect x="${n(200 + s * half - 11)}" y="${seat - 62}" width="22" height="16" rx="8" fill="url(#wood)"/><rect x="${n(200 + s * half - 5)}" y="${seat - 50}" width="10" height="56" fill="${darker(wood, 0.12)}"/>`,
    )
    .join('');
}

/**
 * @param {number} half
 * @param {number} seat
 * @param {string} colour
 */
function throwOver(half, seat, colour) {
  const x = n(200 + half * 0.2);
  return `<path d="M${x} ${seat - 15}h40l5 66h-44z" fill="${colour}"/><path d="M${n(x + 5)} ${seat + 44}h38" stroke="#fff" stroke-width="2" opacity=".6"/>`;
}
