/** The start page: what one sees here, and what to try. */
import { html } from 'hono/html';
import { layout, SITE } from './layout.mjs';

const number = new Intl.NumberFormat('en');

/** @param {{ ids: number[] }} page */
export const startPage = ({ ids }) =>
  layout({
    title: SITE,
    main: html`<section class="message">
        <p class="eyebrow">Incremental Static Regeneration</p>
        <h1>Half a billion pages, and none was generated ahead</h1>
        <p class="lead">
          Each tweet takes an API about a second. The first time that you open one, you see its outline at
          once and the tweet when it is ready. Your browser keeps it: from then on it opens at once, and is
          generated anew behind it when it has grown old.
        </p>
      </section>
      <ol class="steps">
        <li>
          <p><strong>Open one of these</strong>, and wait for it:</p>
          <p class="ids">${ids.map((id) => html`<a href="/${id}">${number.format(id)}</a>`)}</p>
        </li>
        <li>
          <p><strong>Come back, and open it again.</strong> It is there at once: nobody was asked.</p>
        </li>
        <li>
          <p>
            <strong>Kill the API</strong>, at the foot of this page. What you have seen opens as before.
            Another one shows its outline, is asked for again and again, and comes when the API is back. No
            failure is ever kept.
          </p>
        </li>
        <li>
          <p>
            <strong><a href="/__isr">Look inside</a></strong
            >: what this browser holds, how fresh it is, and why each page was answered as it was.
          </p>
        </li>
      </ol>
      <section data-kept-list hidden>
        <h2>Kept in this browser</h2>
        <ul class="kept"></ul>
      </section>`,
  });
