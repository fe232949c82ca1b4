/** The page that leads to the sites. It is an origin of its own, without a worker. */
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';

/** @param {string} path */
const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const CSS = read('../styles/tokens.css') + read('landing.css');

/** @typedef {import('../sites.mjs').Site & { url: string }} Running */

/** @param {Running} site */
const card = ({ name, title, summary, tryThis, url }) =>
  html`<li class="card ${name}">
    <h2><a href="${url}">${title}</a></h2>
    <p>${summary}</p>
    <h3>Try this</h3>
    <ol>
      ${tryThis.map((step) => html`<li>${step}</li>`)}
    </ol>
  </li>`;

/** @param {Running[]} sites */
const page = (sites) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>sw-isr: pages that are instant, fresh and readable offline</title>
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <style>
          ${raw(CSS)}
        </style>
      </head>
      <body>
        <main>
          <p class="eyebrow">sw-isr</p>
          <h1>Incremental Static Regeneration, in the visitor’s browser</h1>
          <p class="lead">
            A page that you have seen is kept in your browser. The next time it is shown at once, without
            waiting for the server. If it has grown old, it is fetched anew behind your back; if the server
            fails, the old one stays. What you have never seen is shown by its outline until it is there.
          </p>
          <ul class="cards">
            ${sites.map(card)}
          </ul>
          <p class="quiet">
            Each site runs on this computer, at an address of its own, with a worker of its own. In the
            browser’s developer tools, “Application → Service workers” shows it.
          </p>
        </main>
      </body>
    </html>`;

/** @param {() => Running[]} sites */
export function createLanding(sites) {
  const app = new Hono();
  app.get('/', (c) => c.html(page(sites())));
  app.notFound((c) => c.redirect('/'));
  return app;
}
