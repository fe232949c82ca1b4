/** The styles that all sites of the demo share: colours, type, spacing, buttons. */
import { readFileSync } from 'node:fs';

/** In the order of the cascade. */
const NAMES = ['tokens', 'base', 'button'];

export const sharedCss = () =>
  NAMES.map((name) => readFileSync(new URL(`${name}.css`, import.meta.url), 'utf8')).join('\n');

/** A style sheet without its comments and white space, to be carried within a page. @param {string} css */
export const squeezed = (css) => css.replace(/\/\*[^]*?\*\//g, '').replace(/\s+/g, ' ');
