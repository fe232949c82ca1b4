/** The line above a tweet that says where it came from. Its height is the same whatever it says. */
import { html } from 'hono/html';

/**
 * @param {object} note
 * @param {string} note.words
 * @param {string} [note.more]
 * @param {string} [note.tone] `wait`: something is under way
 * @param {string} [note.took] how long the page took to generate, for the script that says more
 */
export const note = ({ words, more = '', tone = '', took = '' }) =>
  html`<p class="note" role="status" data-note data-tone="${tone}" data-took="${took}">
    <strong>${words}</strong> ${more}
  </p>`;
