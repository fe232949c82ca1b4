/** One tweet. */
import { html } from 'hono/html';
import { layout } from './layout.mjs';
import { note } from './note.mjs';

/** @typedef {import('../api/tweet.mjs').Tweet} Tweet */

const number = new Intl.NumberFormat('en');
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'UTC' });

/** @param {Tweet['author']} author */
const byline = ({ name, handle, seed }) =>
  html`<div class="by">
    <img class="avatar" src="/avatars/${seed}.svg" alt="" width="48" height="48" />
    <p><strong>${name}</strong><br /><span class="quiet">@${handle}</span></p>
  </div>`;

/** @param {Tweet} tweet */
const quote = ({ id, author, text }) =>
  html`<a class="quoted" href="/${id}">
    ${byline(author)}
    <p>${text}</p>
  </a>`;

/** @param {number} times @param {string} one @param {string} many */
const count = (times, one, many) =>
  html`<li><strong>${number.format(times)}</strong> ${times === 1 ? one : many}</li>`;

/** @param {number} seed */
const image = (seed) =>
  html`<img
    class="picture"
    src="/pictures/${seed}.svg"
    alt="Hills under the sun"
    width="1200"
    height="675"
  />`;

/**
 * @param {Tweet} tweet
 * @param {object} made
 * @param {Date} made.at
 * @param {number} made.took milliseconds
 */
export function tweetPage(tweet, made) {
  const { id, author, text, at, likes, reposts, replies, picture, quoted } = tweet;
  const took = `${(made.took / 1000).toFixed(2)} s`;
  const main = html`${note({ words: `Generated in ${took}.`, took })}
    <article class="tweet">
      <h1 class="hidden">A tweet of ${author.name}</h1>
      ${byline(author)}
      <p class="text">${text}</p>
      ${picture ? image(picture) : ''} ${quoted ? quote(quoted) : ''}
      <p class="quiet"><time datetime="${new Date(at).toISOString()}">${date.format(at)} UTC</time></p>
      <ul class="counts">
        ${count(replies, 'reply', 'replies')} ${count(reposts, 'repost', 'reposts')}
        ${count(likes, 'like', 'likes')}
      </ul>
    </article>
    <p class="made quiet">
      Tweet ${number.format(id)}. This page was generated in ${took}, at
      <time data-rendered datetime="${made.at.toISOString()}">${clock.format(made.at)}</time> UTC.
    </p>`;
  return layout({ title: `${author.name}: “${text}”`, main });
}
