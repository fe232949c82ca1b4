/** The frame of every page. What is in it stays in its place from page to page, while the tweet between changes. */
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

/**
 * @param {object} page
 * @param {string} page.title
 * @param {Html} page.main
 * @param {boolean} [page.isShell] without scripts, and with its styles within it
 * @param {boolean} [page.isAlone] with its styles within it
 * @returns {Html}
 */
export function layout({ title, main, isShell = false, isAlone = isShell }) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title === SITE ? SITE : `${title} – ${SITE}`}</title>
        <meta name="description" content="Half a billion pages that nobody generated ahead." />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#faf7f2" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#171513" media="(prefers-color-scheme: dark)" />
        ${isShell ? html`<meta name="robots" content="noindex" />` : ''}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        ${isAlone ? style() : html`<link rel="stylesheet" href="${assetUrl('tweets.css')}" />`}
        ${isShell ? '' : html`<script type="module" src="${assetUrl('main.js')}"></script>`}
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="top">
          <div class="wrap">
            <a class="logo" href="/">${mark}<span>${SITE}</span></a>
            <a class="button" href="/another" data-another>Another one</a>
          </div>
        </header>
        <main id="main" class="wrap" tabindex="-1">${main}</main>
        ${dock(isShell)}
      </body>
    </html>`;
}

const style = () =>
  html`<style>
    ${raw(inlineCss())}
  </style>`;

/** What was generated and kept, as the worker counts it, and the switch of the API. @param {boolean} isShell */
function dock(isShell) {
  const figure = (/** @type {string} */ name, /** @type {string} */ words) =>
    html`<div>
      <dt>${words}</dt>
      <dd data-figure="${name}">${name === 'possible' ? '500,000,000' : '–'}</dd>
    </div>`;
  return html`<footer class="dock">
    <div class="wrap">
      <dl class="figures">
        ${figure('possible', 'possible')} ${figure('generated', 'generated in this browser')}
        ${figure('kept', 'kept in it')} ${figure('at-once', 'opened at once')}
      </dl>
      <form class="switch" method="post" action="/api/switch" data-switch>
        <p data-api role="status">The API is running.</p>
        <button class="button plain" ${isShell ? html`disabled` : ''}>Kill the API</button>
      </form>
    </div>
  </footer>`;
}
