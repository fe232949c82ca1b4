/** Pages that say one thing: not found, something went wrong. */
import { html } from 'hono/html';
import { imageUrl } from './cards.mjs';
import { layout } from './layout.mjs';

/**
 * @param {{ title: string, eyebrow: string, text: string, image?: number }} message
 */
export function messagePage({ title, eyebrow, text, image = 5 }) {
  const main = html`<div class="wrap message">
    <img src="${imageUrl({ id: image })}" alt="" width="400" height="480" />
    <div>
      <p class="eyebrow">${eyebrow}</p>
      <h1>${title}</h1>
      <p class="lead">${text}</p>
      <p class="actions">
        <a class="button" href="/">To the shop</a><a class="button plain" href="/search">Search</a>
      </p>
    </div>
  </div>`;
  return layout({ title, main });
}
