/** The frame of every page. */
import { html } from 'hono/html';
import { assetUrl } from '../assets.mjs';

export const SITE = 'Reactions';

/** @typedef {import('hono/utils/html').HtmlEscapedString | Promise<import('hono/utils/html').HtmlEscapedString>} Html */

/**
 * @param {object} page
 * @param {string} page.title
 * @param {'/' | '/issue' | ''} page.path
 * @param {Html} page.main
 * @returns {Html}
 */
export function layout({ title, path, main }) {
  const link = (/** @type {string} */ href, /** @type {string} */ text) =>
    html`<a href="${href}" ${href === path ? html`aria-current="page"` : ''}>${text}</a>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title === SITE ? SITE : `${title} – ${SITE}`}</title>
        <meta name="description" content="Counts that are a second old, and never waited for." />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${assetUrl('reactions.css')}" />
        <script type="module" src="${assetUrl('main.js')}"></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="top">
          <div class="wrap">
            <a class="logo" href="/"><span aria-hidden="true">🎉</span> ${SITE}</a>
            <nav aria-label="Pages">${link('/', 'Counts')} ${link('/issue', 'The issue')}</nav>
          </div>
        </header>
        <main id="main" class="wrap" tabindex="-1">${main}</main>
      </body>
    </html>`;
}
