/**
 * What is seen until a tweet is there. It has the measures of a tweet, so that nothing moves when it comes, and no script,
 * so that the strictest policy lets it through.
 */
import { html } from 'hono/html';
import { layout } from './layout.mjs';
import { note } from './note.mjs';

const bone = (/** @type {string} */ name) => html`<span class="bone ${name}"></span>`;

export const skeleton = html`<div class="tweet" data-skeleton aria-hidden="true">
  <div class="by">${bone('avatar')}<span class="names">${bone('name')}${bone('handle')}</span></div>
  <div class="text">${bone('line')}${bone('line')}${bone('line narrow')}${bone('line short')}</div>
  ${bone('date')}
  <div class="counts">${bone('count')}${bone('count')}${bone('count')}</div>
</div>`;

export const tweetShell = () =>
  layout({
    title: 'Generating …',
    isShell: true,
    main: html`${note({
        tone: 'wait',
        words: 'This tweet is being generated.',
        more: 'Nobody has opened it in this browser before. It takes about a second, once.',
      })}
      <h1 class="hidden">A tweet that is being generated</h1>
      ${skeleton}`,
  });
