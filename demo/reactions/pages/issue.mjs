/** The issue, to which one reacts by a form. The script does the same without leaving the page. */
import { html } from 'hono/html';
import { reactionOf } from '../api/contents.mjs';
import { icon } from './icons.mjs';
import { layout } from './layout.mjs';

const LONGEST = 900;

/** @param {string} text */
const shorten = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()} …` : text);

/** @param {import('../api/github.mjs').Reaction} reaction @param {boolean} isReal */
const reactionButton = ({ content, count, isMine }, isReal) =>
  html`<button
    name="${isMine ? 'remove' : 'add'}"
    value="${content}"
    aria-pressed="${isMine ? 'true' : 'false'}"
    ${isReal ? html`disabled` : ''}
  >
    ${icon(content, 24)}
    <span class="hidden">${reactionOf(content).name}:</span>
    <strong data-count>${count}</strong>
  </button>`;

/**
 * @param {import('../api/github.mjs').Issue} issue
 * @param {{ user: string, source: import('../api/github.mjs').Source | undefined }} context
 */
export const issuePage = (issue, { user, source }) =>
  layout({
    title: issue.title,
    path: '/issue',
    user,
    main: html`<article class="issue">
      <p class="eyebrow">
        ${source ? `${source.owner}/${source.name} · Issue ${source.number}` : 'demo/reactions · Issue 1'}
      </p>
      <h1>${issue.title}</h1>
      <div class="card">
        <p class="text">${shorten(issue.text)}</p>
        <form method="post" action="/issue/reactions" class="reactions" aria-label="React" data-reactions>
          ${issue.reactions.map((reaction) => reactionButton(reaction, source !== undefined))}
        </form>
        <p class="small quiet" data-said role="status">
          ${
            source
              ? html`This is a real issue: <a href="${issue.url}">react on GitHub</a>.`
              : 'Press a reaction, and press it again to take it back.'
          }
        </p>
      </div>
      <p class="actions">
        <a class="button" href="/">See the counts</a>
      </p>
      <p class="small quiet">
        Leave the counts open in another window: a webhook tells that page of each reaction, and it changes
        before your eyes.
      </p>
    </article>`,
  });
