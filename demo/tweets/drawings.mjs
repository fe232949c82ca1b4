/** Avatars and pictures, drawn from a number. */
import { pick, randomOf } from './browser/numbers.js';

const HUES = [8, 28, 44, 92, 148, 172, 198, 222, 256, 288, 326];

/** @param {number} seed */
export function avatar(seed) {
  const random = randomOf(seed);
  const [back, face] = [pick(random, HUES), pick(random, HUES)];
  const turn = Math.floor(random() * 30) - 15;
  const eye = 34 + Math.floor(random() * 6);
  const smile = 58 + Math.floor(random() * 10);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="hsl(${back} 46% 72%)"/>
<g transform="rotate(${turn} 50 50)"><rect x="14" y="22" width="72" height="86" rx="34" fill="hsl(${face} 52% 54%)"/>
<circle cx="${eye}" cy="50" r="5" fill="#1b1b22"/><circle cx="${100 - eye}" cy="50" r="5" fill="#1b1b22"/>
<path d="M36 66 Q50 ${smile + 16} 64 66" stroke="#1b1b22" stroke-width="4" fill="none" stroke-linecap="round"/></g></svg>`;
}

/** A landscape of 1200 by 675. @param {number} seed */
export function picture(seed) {
  const random = randomOf(seed ^ 0x7777);
  const hue = pick(random, HUES);
  const hill = (/** @type {number} */ base, /** @type {number} */ height) => {
    const points = Array.from(
      { length: 9 },
      (_, index) => `${index * 150} ${Math.round(base - random() * height)}`,
    );
    return `M0 675 L${points.join(' L')} L1200 675 Z`;
  };
  const layers = [0, 1, 2, 3].map(
    (layer) =>
      `<path d="${hill(380 + layer * 80, 170 - layer * 25)}" fill="hsl(${hue + layer * 9} ${38 - layer * 4}% ${62 - layer * 13}%)"/>`,
  );
  const [x, y] = [200 + Math.floor(random() * 800), 110 + Math.floor(random() * 130)];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 675"><defs><linearGradient id="sky" x2="0" y2="1">
<stop stop-color="hsl(${hue} 60% 78%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 70% 90%)"/></linearGradient></defs>
<rect width="1200" height="675" fill="url(#sky)"/><circle cx="${x}" cy="${y}" r="58" fill="hsl(${(hue + 60) % 360} 85% 88%)"/>${layers.join('')}</svg>`;
}

export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#2f5d50"/>
<path d="M5.500 12a6.500 6.500 0 1 1 3.200 5.600L5.500 18.500l.9-3.200a6.400 6.400 0 0 1-.9-3.300z" fill="none" stroke="#f3ece0" stroke-width="1.800" stroke-linejoin="round"/></svg>`;
