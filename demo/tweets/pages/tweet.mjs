/** One tweet. */
import { html } from 'hono/html';
import { layout } from './layout.mjs';

/** @typedef {import('../tweet.mjs').Tweet} Tweet */

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
const quote = (tweet) =>
  html`<a class="quoted" href="/${tweet.id}">
    ${byline(tweet.author)}
    <p>${tweet.text}</p>
  </a>`;

/** @param {Tweet} tweet @param {Date} renderedAt */
export function tweetPage(tweet, renderedAt) {
  const { id, author, text, at, likes, reposts, replies, picture, quoted } = tweet;
  const main = html`<article class="tweet">
      ${byline(author)}
      <h1 class="hidden">A tweet of ${author.name}</h1>
      <p class="text">${text}</p>
      ${picture ? html`<img class="picture" src="/pictures/${picture}.svg" alt="Hills under the sun" width="1200" height="675" />` : ''}
      ${quoted ? quote(quoted) : ''}
      <p class="quiet"><time datetime="${new Date(at).toISOString()}">${date.format(at)} UTC</time></p>
      <ul class="counts">
        <li><strong>${number.format(replies)}</strong> replies</li>
        <li><strong>${number.format(reposts)}</strong> reposts</li>
        <li><strong>${number.format(likes)}</strong> likes</li>
      </ul>
    </article>
    <p class="made quiet">
      Tweet ${number.format(id)}. This page was generated at
      <time data-rendered datetime="${renderedAt.toISOString()}">${clock.format(renderedAt)}</time> UTC.
      <span class="from" data-from></span>
    </p>`;
  return layout({ title: `${author.name}: “${text}”`, main });
}

/** What is seen until a tweet is there. It has the measures of a tweet, so that nothing moves. */
export function tweetShell() {
  const main = html`<article class="tweet" aria-hidden="true">
      <div class="by"><span class="avatar bone"></span><span class="bone name"></span></div>
      <span class="bone line"></span>
      <span class="bone line short"></span>
      <span class="bone line"></span>
      <span class="bone line tiny"></span>
    </article>
    <p class="made" role="status">
      <span class="dot"></span>This tweet is being generated: nobody has asked for it in this browser before.
    </p>
    <h1 class="hidden">A tweet is being generated</h1>`;
  return layout({ title: 'Generating …', main, isAlone: true });
}
