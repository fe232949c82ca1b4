/** The start page, and pages that say one thing. */
import { html } from 'hono/html';
import { layout, SITE } from './layout.mjs';

/** @param {{ ids: number[] }} page */
export const startPage = ({ ids }) =>
  layout({
    title: SITE,
    main: html`<section class="start">
      <h1>Half a billion pages, and none was generated ahead</h1>
      <p class="lead">
        Each tweet takes about a second to render, from an API that is slow. The first time you open one, you
        see its outline at once and the tweet when it is ready. From then on it is in your browser: it opens
        at once, also without a network, and is refreshed behind your back when it is older than a minute.
      </p>
      <ol class="steps">
        <li>
          <strong>Open one of these</strong>, and wait for it:
          <span class="ids"
            >${ids.map((id) => html`<a href="/${id}">${new Intl.NumberFormat('en').format(id)}</a>`)}</span
          >
        </li>
        <li><strong>Go back, and open it again</strong>: it is there at once.</li>
        <li>
          <strong>Kill the API</strong>, with the switch below. The tweets that you have seen stay. Another
          one shows its outline, and then that it cannot be had. No failure is ever kept.
        </li>
      </ol>
    </section>`,
  });

/** @param {{ title: string, text: string, isAlone?: boolean }} message */
export const messagePage = ({ title, text, isAlone }) =>
  layout({
    title,
    isAlone,
    main: html`<section class="start">
      <h1>${title}</h1>
      <p class="lead">${text}</p>
      <p><a class="button" href="/">To the start</a></p>
    </section>`,
  });
