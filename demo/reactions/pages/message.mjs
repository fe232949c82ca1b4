/** A page that says one thing. */
import { html } from 'hono/html';
import { layout } from './layout.mjs';

/** @param {{ title: string, text: string }} message */
export const messagePage = ({ title, text }) =>
  layout({
    title,
    path: '',
    main: html`<section class="message">
      <h1>${title}</h1>
      <p class="lead">${text}</p>
      <p class="actions"><a class="button" href="/">To the counts</a></p>
    </section>`,
  });
