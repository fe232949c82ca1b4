import { html } from 'hono/html';
import { clock } from './format.mjs';

/**
 * When the server made this page: the line that shows how old a page is.
 * @param {Date} at
 */
export const rendered = (at) =>
  html`<p class="rendered">
    This page was rendered at <time datetime="${at.toISOString()}">${clock(at)}</time>
  </p>`;
