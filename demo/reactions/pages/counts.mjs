/** The counts, and beside them what just happened to the page. */
import { html } from 'hono/html';
import { reactionOf } from '../api/contents.mjs';
import { icon } from './icons.mjs';
import { layout, SITE } from './layout.mjs';

/**
 * @typedef {import('../api/github.mjs').Issue} Issue
 * @typedef {import('../api/github.mjs').Source} Source
 */

/** @param {import('../api/github.mjs').Reaction} reaction */
const tile = ({ content, count }) =>
  html`<li data-content="${content}">
    ${icon(content, 34)}
    <strong data-count>${count}</strong>
    <span class="quiet" data-name>${reactionOf(content).name}</span>
  </li>`;

/** What happens to a page that is older than one second. The script puts what did happen in its place. */
const STEPS = [
  ['Served from the store', 'The page that this browser keeps is shown at once.'],
  ['Found older than 1 s', 'So the server generates it anew, in the background.'],
  ['Swapped in', 'The new counts replace the old ones, here on the open page.'],
];

const story = () =>
  html`<section class="card story" aria-labelledby="story">
    <h2 id="story">What just happened</h2>
    <p class="quiet small" data-round>
      <noscript>Without JavaScript the server was asked, as on any site. With it:</noscript>
    </p>
    <div role="status">
      <ol data-story>
        ${STEPS.map(
          ([title, text]) =>
            html`<li data-tone="waiting">
              <strong>${title}</strong>
              <span>${text}</span>
            </li>`,
        )}
      </ol>
    </div>
    <div class="actions">
      <a class="button" href="/">Open it again</a>
      <a class="button plain" href="/issue">React</a>
      <a class="button plain" href="/__isr">Look inside</a>
    </div>
    <h3 id="log">Events of the worker</h3>
    <div class="log" tabindex="0" role="log" aria-live="off" aria-labelledby="log"><ol data-log></ol></div>
  </section>`;

const apiSwitch = () =>
  html`<form class="card switch" method="post" action="/api/switch" data-switch>
    <p data-api role="status">The API is running.</p>
    <button class="button plain">Let the API fail</button>
  </form>`;

/** @param {Issue} issue @param {Source} [source] of a real issue */
export const countsPage = (issue, source) =>
  layout({
    title: SITE,
    path: '/',
    main: html`<header class="intro">
        <p class="eyebrow">Fresh for one second</p>
        <h1 data-title>${issue.title}</h1>
        <p class="lead">
          How people react to <a href="${source ? issue.url : '/issue'}">this issue</a>, as an API counts it.
          The page is kept in your browser, so you never wait for it.
          ${source ? 'Behind each visit it is brought up to date.' : 'When somebody reacts, it changes before your eyes.'}
        </p>
      </header>
      <div class="columns">
        <section class="card counts" aria-labelledby="counts">
          <h2 id="counts">Reactions</h2>
          <ul>
            ${issue.reactions.map(tile)}
          </ul>
          <p class="age small quiet" data-age>
            <span data-age-text>${source ? `From ${source.owner}/${source.name}` : 'From the API'}</span>
            <span class="chip" data-fresh hidden></span>
          </p>
        </section>
        ${story()} ${apiSwitch()}
      </div>`,
  });
