/** The counts, the issue, and pages that say one thing. */
import { html } from 'hono/html';
import { REACTIONS } from '../api/contents.mjs';
import { layout, SITE } from './layout.mjs';

/** @typedef {import('../api/github.mjs').Issue} Issue */

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'UTC' });

/** @param {string} content */
const reactionOf = (content) =>
  REACTIONS.find((one) => one.content === content) ?? { emoji: '?', name: content };

/** The part that is swapped for a newer one. @param {Issue} issue @param {Date} renderedAt */
const counts = ({ reactions }, renderedAt) =>
  html`<section class="card counts" data-counts aria-label="Counts">
    <ul>
      ${reactions.map(({ content, count }) => {
        const { emoji, name } = reactionOf(content);
        return html`<li data-content="${content}">
          <span class="emoji" aria-hidden="true">${emoji}</span>
          <strong data-count>${count}</strong>
          <span class="quiet">${name}</span>
        </li>`;
      })}
    </ul>
    <p class="quiet small">
      Generated at
      <time datetime="${renderedAt.toISOString()}" data-rendered>${clock.format(renderedAt)}</time> UTC, from
      the API.
    </p>
  </section>`;

/** @param {Issue} issue @param {Date} renderedAt */
export const countsPage = (issue, renderedAt) =>
  layout({
    title: SITE,
    path: '/',
    main: html`<h1>${issue.title}</h1>
      <p class="lead">
        This page asks an API for its counts. It is kept in your browser, and is fresh for one second: you
        never wait for it, and what you see is never much older.
      </p>
      <div class="columns">
        ${counts(issue, renderedAt)}
        <section class="card story" aria-labelledby="story">
          <h2 id="story">What just happened</h2>
          <ol data-story aria-live="polite"></ol>
          <p class="quiet small" data-no-story>
            Without a script or a worker, the server was asked, as on any site.
          </p>
          <div class="actions">
            <a class="button" href="/">Open it again</a>
            <a class="button plain" href="/issue">React</a>
            <a class="button plain" href="/__isr">Look inside</a>
            <form method="post" action="/api/switch" data-switch>
              <button class="button danger">Let the API fail</button>
            </form>
          </div>
        </section>
      </div>`,
  });

/** @param {Issue} issue @param {boolean} isReal */
export const issuePage = (issue, isReal) =>
  layout({
    title: issue.title,
    path: '/issue',
    main: html`<h1>${issue.title}</h1>
      <article class="card issue">
        <p>
          A page should be there when somebody asks for it, and say what is true now. Most sites choose one of
          the two. What do you think of having both?
        </p>
        <form method="post" action="/issue/reactions" class="reactions" aria-label="Your reactions">
          ${issue.reactions.map(({ content, count, isMine }) => {
            const { emoji, name } = reactionOf(content);
            return html`<button
              name="content"
              value="${content}"
              aria-pressed="${isMine ? 'true' : 'false'}"
              aria-label="${name}, ${count}"
              ${isReal ? html`disabled` : ''}
            >
              <span aria-hidden="true">${emoji}</span> <strong>${count}</strong>
            </button>`;
          })}
        </form>
        ${isReal ? html`<p class="quiet">React <a href="${issue.url}">on GitHub</a>: this is a real issue.</p>` : ''}
      </article>
      <p><a class="button plain" href="/">See the counts</a></p>`,
  });

/** @param {{ title: string, text: string }} message */
export const messagePage = ({ title, text }) =>
  layout({
    title,
    path: '',
    main: html`<h1>${title}</h1>
      <p class="lead">${text}</p>
      <p><a class="button" href="/">To the counts</a></p>`,
  });
