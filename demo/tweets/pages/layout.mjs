/** The frame of every page. */
import { html, raw } from 'hono/html';
import { assetUrl, inlineCss } from '../assets.mjs';

export const SITE = '500 million tweets';

/** @typedef {import('hono/utils/html').HtmlEscapedString | Promise<import('hono/utils/html').HtmlEscapedString>} Html */

const mark = html`<svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
  <path
    d="M4 12a8 8 0 1 1 4 6.900L4 20l1.100-3.900A8 8 0 0 1 4 12z"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linejoin="round"
  />
</svg>`;

/** What the scripts fill in. A page without scripts has none. */
const foot = html`<footer class="foot">
  <p data-counter aria-live="polite">
    Of <strong>500,000,000</strong> possible tweets, <strong data-generated>–</strong> were generated in this
    browser, and <strong data-kept>–</strong> are kept.
  </p>
  <form method="post" action="/api/switch" data-switch>
    <button class="plain" name="dead" value="toggle">Kill the API</button>
    <span class="quiet" data-api>The tweets’ API is running.</span>
  </form>
</footer>`;

/**
 * @param {object} page
 * @param {string} page.title
 * @param {Html} page.main
 * @param {boolean} [page.isAlone] without scripts, and with its styles within it: a shell, or the offline page
 * @returns {Html}
 */
export function layout({ title, main, isAlone = false }) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title === SITE ? SITE : `${title} – ${SITE}`}</title>
        <meta name="description" content="Half a billion pages that nobody generated ahead." />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        ${
          isAlone
            ? html`<style>
                ${raw(inlineCss())}
              </style>`
            : html`<link rel="stylesheet" href="${assetUrl('tweets.css')}" />
                <script type="module" src="${assetUrl('main.js')}"></script>`
        }
      </head>
      <body>
        <header class="bar">
          <a class="logo" href="/">${mark}<span>${SITE}</span></a>
          <a class="button" href="/another" data-another>Another one</a>
        </header>
        <main id="main">${main}</main>
        ${isAlone ? '' : foot}
      </body>
    </html>`;
}
