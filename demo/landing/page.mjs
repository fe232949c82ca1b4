/** The landing page. */
import { readFileSync } from 'node:fs';
import { html, raw } from 'hono/html';
import { sharedCss, squeezed } from '../styles/shared.mjs';

const CSS = squeezed(sharedCss() + readFileSync(new URL('landing.css', import.meta.url), 'utf8'));

/** What happens to a page, visit by visit. */
const VISITS = [
  ['First visit', 'The server generates the page. Your browser keeps it.'],
  ['Next visit', 'It comes from your browser, in a few milliseconds. The server is not asked.'],
  ['It has grown old', 'It is still shown at once. Behind it the server generates a new one, for next time.'],
  ['The server is down', 'The page stays. No failure ever takes its place.'],
];

/** @param {import('./landing.mjs').Opened} site */
const card = ({ name, title, summary, tryThis, url, picture }) =>
  html`<li class="card">
    ${picture ? html`<img src="/pictures/${name}.svg" alt="" width="640" height="360" />` : ''}
    <h2><a href="${url}">${title}</a></h2>
    <p>${summary}</p>
    <p>${tryThis}</p>
    <p class="address" aria-hidden="true">${url.replace('http://', '')}<span>Open</span></p>
  </li>`;

/** @param {import('./landing.mjs').Opened[]} sites */
export const landingPage = (sites) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>sw-isr: ISR in the browser</title>
        <meta
          name="description"
          content="What Incremental Static Regeneration does in a visitor’s browser."
        />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#faf7f2" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#171513" media="(prefers-color-scheme: dark)" />
        <link rel="icon" href="data:," />
        <style>
          ${raw(CSS)}
        </style>
      </head>
      <body>
        <main class="wrap">
          <p class="eyebrow">sw-isr</p>
          <h1>A website that your browser keeps, and keeps fresh</h1>
          <p class="lead">
            This is <strong>Incremental Static Regeneration (ISR) in the browser</strong>. A service worker
            stores each page that you open, shows it at once the next time, and has the server generate it
            anew behind it when it has grown old. It needs no CDN and no framework: a site adds two files and
            one line of HTML.
          </p>
          <ol class="visits">
            ${VISITS.map(
              ([when, what]) =>
                html`<li>
                  <strong>${when}</strong>
                  <p>${what}</p>
                </li>`,
            )}
          </ol>
          <h2>See it happen</h2>
          <ul class="cards">
            ${sites.map(card)}
          </ul>
          <p class="quiet small">
            Each site runs on this computer, at an address of its own and with a worker of its own. Ctrl-C in
            the terminal stops them all: what you have seen can still be read.
          </p>
        </main>
      </body>
    </html>`;
