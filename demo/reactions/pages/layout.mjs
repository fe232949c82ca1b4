/** The frame of every page. */
import { html } from 'hono/html';
import { assetUrl } from '../assets.mjs';
import { icon } from './icons.mjs';

export const SITE = 'Reactions';

/** @typedef {import('hono/utils/html').HtmlEscapedString | Promise<import('hono/utils/html').HtmlEscapedString>} Html */

/**
 * @param {object} page
 * @param {string} page.title
 * @param {'/' | '/issue' | ''} page.path
 * @param {Html} page.main
 * @param {string} [page.user] the visitor's name in the store, where the page is theirs
 * @returns {Html}
 */
export function layout({ title, path, main, user }) {
  const link = (/** @type {string} */ href, /** @type {string} */ text) =>
    html`<a href="${href}" ${href === path ? html`aria-current="page"` : ''}>${text}</a>`;
  return html`<!doctype html>
    <html lang="en" ${user ? html`data-user="${user}"` : ''}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title === SITE ? SITE : `${title} – ${SITE}`}</title>
        <meta
          name="description"
          content="Counts that are never waited for, and seldom older than a second."
        />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#faf7f2" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#171513" media="(prefers-color-scheme: dark)" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${assetUrl('reactions.css')}" />
        <script type="module" src="${assetUrl('main.js')}"></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="top">
          <div class="wrap">
            <a class="logo" href="/">${icon('HOORAY', 28)}<span>${SITE}</span></a>
            <nav aria-label="Pages">${link('/', 'Counts')} ${link('/issue', 'Issue')}</nav>
          </div>
        </header>
        <main id="main" class="wrap" tabindex="-1">${main}</main>
      </body>
    </html>`;
}
