/** Pages that say one thing, and lead on. */
import { html } from 'hono/html';
import { layout } from './layout.mjs';
import { note } from './note.mjs';
import { skeleton } from './shell.mjs';

/** @typedef {import('./layout.mjs').Html} Html */

/** The tweets that are kept, which the worker knows. */
const kept = html`<section data-kept-list hidden>
  <h2>Kept in this browser</h2>
  <ul class="kept"></ul>
</section>`;

/** @param {{ title: string, text: string, eyebrow: string }} message */
const message = ({ title, text, eyebrow }) =>
  html`<section class="message">
    <p class="eyebrow">${eyebrow}</p>
    <h1>${title}</h1>
    <p class="lead">${text}</p>
    <p class="actions"><a class="button plain" href="/">To the start</a></p>
  </section>`;

export const missingPage = () =>
  layout({
    title: 'There is no such tweet',
    main: message({
      eyebrow: 'Error 404',
      title: 'There is no such tweet',
      text: 'It was deleted, or never written: tweets have a number from 1 to 500,000,000 as their address.',
    }),
  });

const NOT_NOW = 'This one cannot be had now';

/** The worker shows it where nothing can be reached and nothing is kept. */
export const offlinePage = () =>
  layout({
    title: NOT_NOW,
    isAlone: true,
    main: html`${message({
      eyebrow: 'Offline',
      title: NOT_NOW,
      text: 'It was never opened in this browser, and the server cannot be reached. It comes by itself when the server is back. What you have seen is still here.',
    })}
    ${kept}`,
  });

/**
 * What the site answers while its API is dead: the outline, whose script asks again, and after some tries what the
 * offline page says.
 * @param {{ retryDelay: number }} options milliseconds before the first try
 */
export const unavailablePage = ({ retryDelay }) =>
  layout({
    title: 'The API does not answer',
    main: html`<div data-retry="${retryDelay}">
        ${note({ tone: 'wait', words: 'The API does not answer.', more: 'It is asked again.' })}
        <h1 class="hidden">A tweet that cannot be generated now</h1>
        ${skeleton}
        <noscript><meta http-equiv="refresh" content="5" /></noscript>
      </div>
      <div data-given-up hidden>
        ${message({
          eyebrow: 'Error 503',
          title: NOT_NOW,
          text: 'It was never opened in this browser, and the API does not answer. It comes by itself when the API is back. What you have seen is still here.',
        })}
        ${kept}
      </div>`,
  });
