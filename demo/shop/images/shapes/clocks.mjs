import { between } from '../../catalogue/random.mjs';
import { brightness, darker, lighter } from '../colour.mjs';
import { n } from '../scene.mjs';

export const floor = false;

/** @param {import('../scene.mjs').Brush} brush */
export function draw({ random, kind, base, accent }) {
  const radius = 122 + (kind % 3) * 8;
  const cy = 228;
  const face = random() < 0.5 ? base : '#faf5ea';
  const ink = brightness(face) > 0.55 ? '#2b2523' : '#fbf6ec';
  return (
    `<circle cx="212" cy="${cy + 16}" r="${radius}" fill="#2a1f18" opacity=".36" filter="url(#soft)"/>` +
    `<circle cx="200" cy="${cy}" r="${radius}" fill="url(#${random() < 0.4 ? 'wood' : 'body'})"/>` +
    `<circle cx="200" cy="${cy}" r="${radius - 12}" fill="${darker(face, 0.12)}"/>` +
    `<circle cx="201.5" cy="${cy + 2}" r="${radius - 14}" fill="${face}"/>` +
    marks({ kind, radius: radius - 28, cy, ink, accent }) +
    hands({ random, radius, cy, ink, accent }) +
    `<path d="M${200 - radius + 34} ${cy - 50}a${radius - 20} ${radius - 20} 0 0 1 ${radius - 44} -${n(radius * 0.42)}" fill="none" stroke="#fff" stroke-width="7" stroke-linecap="round" opacity=".24"/>`
  );
}

/** @param {{ kind: number, radius: number, cy: number, ink: string, accent: string }} clock */
function marks({ kind, radius, cy, ink, accent }) {
  return Array.from({ length: kind === 2 ? 60 : 12 }, (_, i) => {
    const turn = i * (kind === 2 ? 6 : 30);
    const main = turn % 90 === 0;
    const at = `transform="rotate(${turn} 200 ${cy})"`;
    if (kind === 4 || kind === 3)
      return `<circle ${at} cx="200" cy="${cy - radius}" r="${main ? 6 : 3.4}" fill="${main ? accent : ink}"/>`;
    if (kind === 1 || kind === 7 || kind === 5) return number(i, radius, cy, ink);
    if (kind === 6 && !main) return '';
    const long = main ? 22 : turn % 30 === 0 ? 14 : 6;
    return `<path ${at} d="M200 ${cy - radius - 6}v${long}" stroke="${ink}" stroke-width="${main ? 5 : turn % 30 === 0 ? 3.4 : 1.6}" stroke-linecap="round"/>`;
  }).join('');
}

/**
 * @param {number} i
 * @param {number} radius
 * @param {number} cy
 * @param {string} ink
 */
function number(i, radius, cy, ink) {
  const angle = (i * Math.PI) / 6;
  const [x, y] = [200 + Math.sin(angle) * (radius - 4), cy - Math.cos(angle) * (radius - 4)];
  return `<text x="${n(x)}" y="${n(y + 7)}" font-family="Georgia, serif" font-size="21" text-anchor="middle" fill="${ink}">${i || 12}</text>`;
}

/** @param {{ random: () => number, radius: number, cy: number, ink: string, accent: string }} clock */
function hands({ random, radius, cy, ink, accent }) {
  // Ten past ten, give or take: every clock smiles in a catalogue.
  const minute = between(random, 6, 13);
  const hand = (
    /** @type {number} */ turn,
    /** @type {number} */ length,
    /** @type {number} */ width,
    /** @type {string} */ colour,
  ) =>
    `<path transform="rotate(${n(turn)} 200 ${cy})" d="M200 ${cy + 16}V${n(cy - length)}" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;
  return (
    hand(300 + minute / 2, radius * 0.46, 8, ink) +
    hand(minute * 6, radius * 0.66, 5.5, ink) +
    hand(between(random, 150, 230), radius * 0.7, 2, lighter(accent, 0.05)) +
    `<circle cx="200" cy="${cy}" r="7" fill="${accent}"/>`
  );
}
