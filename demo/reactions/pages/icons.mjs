/** The eight reactions as drawings: they look the same on every machine, with or without a font of emoji. */
import { raw } from 'hono/html';

const [SKIN, SHADE, INK] = ['#f6c445', '#d2962a', '#4a3418'];

const thumb = `<rect x="3" y="15" width="6" height="13.500" rx="1.800" fill="#4a86b8"/>
<path d="M11 15.600 16.100 4.700c.6-1.200 1.800-1.700 3-1.300 1.500.5 2.300 2 2 3.500L20 12h6.300a3 3 0 0 1 2.900 3.700l-2.500 9.900a3.600 3.600 0 0 1-3.500 2.800H14a3 3 0 0 1-3-3z" fill="${SKIN}"/>
<path d="M22.500 16.300h5.800M22 20.300h5.400M21.300 24.300h5.200" stroke="${SHADE}" stroke-width="1.400" stroke-linecap="round"/>`;
const face = `<circle cx="16" cy="16" r="13" fill="${SKIN}"/>`;
const star = (/** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ colour) =>
  `<circle cx="${x}" cy="${y}" r="1.500" fill="${colour}"/>`;

/** Each is drawn on 32 × 32. @type {Readonly<Record<import('../api/contents.mjs').Content, string>>} */
const DRAWINGS = {
  THUMBS_UP: thumb,
  THUMBS_DOWN: `<g transform="matrix(1 0 0 -1 0 32)">${thumb}</g>`,
  LAUGH: `${face}<path d="M8.500 13.500q2.500-3.600 5 0M18.500 13.500q2.500-3.600 5 0" fill="none" stroke="${INK}" stroke-width="1.900" stroke-linecap="round"/>
<path d="M8.300 17.500h15.400c0 5-3.400 8-7.700 8s-7.700-3-7.700-8z" fill="${INK}"/><path d="M9.800 17.500h12.400l-.3 2H10.100z" fill="#fff"/><path d="M12 24.200c1-1.600 7-1.600 8 0-2.300 1.700-5.700 1.700-8 0z" fill="#d8605a"/>`,
  HOORAY: `<path d="M3.600 28.400 11 9.500l11.500 11.500z" fill="${SKIN}"/><path d="M8.200 16.600 15.400 23.800M6 22.300l3.800 3.700" stroke="#d8605a" stroke-width="2.200" stroke-linecap="round"/>
<path d="M11 9.500c3-1 13 8.500 11.500 11.500-3.200 1.400-13-8-11.500-11.500z" fill="${SHADE}"/>
<path d="M17.500 12.500c-1-3.500 3-4 1.600-8.500M20.500 15.500c1.500-3.500 4.500-.5 8-4M21.500 18.800c2-1.200 4 .2 6.500 1.200" fill="none" stroke="#4a86b8" stroke-width="1.900" stroke-linecap="round"/>
${star(12.5, 5, '#d8605a')}${star(24, 6.5, '#2f8f6b')}${star(28, 15.5, '#d8605a')}${star(27, 25, '#4a86b8')}${star(7, 7.5, '#4a86b8')}`,
  CONFUSED: `${face}<circle cx="11.500" cy="13" r="1.900" fill="${INK}"/><circle cx="20.500" cy="13" r="1.900" fill="${INK}"/>
<path d="M10.500 22.500q4.500-3.800 11-2.700" fill="none" stroke="${INK}" stroke-width="2.100" stroke-linecap="round"/>`,
  HEART:
    '<path d="M16 28.300C4.500 19.800 2.800 15 2.800 11.200c0-4 3.100-6.900 6.700-6.900 2.700 0 5.200 1.500 6.500 4.100 1.300-2.600 3.800-4.100 6.500-4.100 3.600 0 6.700 2.900 6.700 6.900 0 3.800-1.700 8.600-13.200 17.100z" fill="#d64545"/>',
  ROCKET: `<g transform="rotate(45 16 16)"><path d="M12.700 25.500 16 32l3.300-6.500z" fill="#e88b2d"/><path d="M14.400 25.500 16 29l1.600-3.500z" fill="${SKIN}"/>
<path d="M10.500 17 6.500 22.500V27l5-2.800zM21.500 17l4 5.500V27l-5-2.800z" fill="#d64545"/>
<path d="M16 .5c4.400 3.800 6.200 8.600 6.200 13.700 0 4.200-1 8-2.300 11.300h-7.800c-1.300-3.300-2.300-7.100-2.300-11.300C9.800 9.100 11.600 4.300 16 .5z" fill="#eef1f4" stroke="#8b9aa8" stroke-width=".9"/>
<path d="M16 .5c2.300 2 3.900 4.200 4.900 6.700h-9.800c1-2.500 2.600-4.700 4.900-6.700z" fill="#d64545"/>
<circle cx="16" cy="13.300" r="3.300" fill="#4a86b8" stroke="#8b9aa8" stroke-width="1.200"/></g>`,
  EYES: `<g stroke="#b8aa96" stroke-width=".8"><ellipse cx="9.300" cy="16" rx="6.300" ry="9" fill="#fff"/><ellipse cx="22.700" cy="16" rx="6.300" ry="9" fill="#fff"/></g>
<ellipse cx="7" cy="17.500" rx="3.200" ry="4.300" fill="${INK}"/><ellipse cx="20.400" cy="17.500" rx="3.200" ry="4.300" fill="${INK}"/><circle cx="6" cy="15.800" r="1.100" fill="#fff"/><circle cx="19.400" cy="15.800" r="1.100" fill="#fff"/>`,
};

/** @param {import('../api/contents.mjs').Content} content */
const svg = (content, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" ${attributes}>${DRAWINGS[content]}</svg>`;

/** A drawing that says nothing by itself. @param {import('../api/contents.mjs').Content} content @param {number} size in pixels */
export const icon = (content, size) =>
  raw(svg(content, `width="${size}" height="${size}" aria-hidden="true"`));

export const favicon = svg('HOORAY');
