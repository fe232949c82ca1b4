/** The few icons, drawn with the text's colour. */
import { raw } from 'hono/html';

/** @param {string} path */
const icon = (path) =>
  raw(
    `<svg class="icon" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${path}</svg>`,
  );

export const logo = icon(
  '<path d="M12 21V9M12 13c-5 0-8-3-8-8 5 0 8 3 8 8zM12 16c0-4 3-7 8-7 0 4-3 7-8 7z"/>',
);
export const basket = icon(
  '<path d="M4 9h16l-1.6 10.2a1 1 0 0 1-1 .8H6.600a1 1 0 0 1-1-.8L4 9zM8 9l3-6M16 9l-3-6"/>',
);
export const parcel = icon('<path d="M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8M8 6l8 4"/>');
export const search = icon('<circle cx="11" cy="11" r="6.500"/><path d="M16 16l4.500 4.500"/>');
export const truck = icon(
  '<path d="M2 6h12v10H2zM14 10h4l3 3v3h-7zM6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"/>',
);
export const leaf = icon('<path d="M5 19C4 9 10 4 20 4c0 10-5 16-13 14M5 21c1-5 4-8 8-10"/>');
export const refresh = icon('<path d="M20 12a8 8 0 1 1-2.500-5.800M20 3v4.500h-4.500"/>');
export const arrow = icon('<path d="M5 12h14M13 6l6 6-6 6"/>');
