import { html } from 'hono/html';
import { imageUrl } from '../cards.mjs';
import { money } from '../format.mjs';
import { layout } from '../layout.mjs';
import { deployments } from './deployments.mjs';
import { originLog } from './origin-log.mjs';
import { story } from './story.mjs';

/** @typedef {import('../../catalogue/make-product.mjs').Product} Product */

/**
 * @param {{ words: string, problem: string | null, done: string | null, faults: import('../../faults.mjs').Faults,
 *   revalidate: number, found: Product[], edited: (Product & { deleted: 0 | 1 })[],
 *   requests: import('../../request-log.mjs').Entry[], online: string, hasTypo: boolean }} data
 */
export function deskPage({
  words,
  problem,
  done,
  faults,
  revalidate,
  found,
  edited,
  requests,
  online,
  hasTypo,
}) {
  const example = found[0] ?? edited[0];
  const main = html`<div class="wrap desk">
    <header class="listing-head">
      <p class="eyebrow">Shop desk</p>
      <h1>Behind the counter</h1>
      <p class="lead">Change what the shop says, break the server it runs on, and watch what visitors see.</p>
    </header>
    ${problem ? html`<p class="notice bad" role="alert">${problem}</p>` : ''}
    ${done ? html`<p class="notice good" role="status">${done}</p>` : ''}
    <div class="desk-columns">
      <section class="panel" aria-labelledby="products">
        <h2 id="products">Products</h2>
        <form class="find" action="/cms">
          <label for="find">Number or words of the title</label>
          <div>
            <input id="find" name="q" type="search" value="${words}" maxlength="100" /><button class="button">
              Find
            </button>
          </div>
        </form>
        ${found.length > 0 ? rows(found) : html`<p class="quiet">Nothing found for “${words}”.</p>`}
        ${
          edited.length > 0
            ? html`<h3>Edited last</h3>
                ${rows(edited)}`
            : ''
        }
      </section>
      ${origin(faults, requests)}
    </div>
    ${deployments({ online, hasTypo })} ${story(example?.id ?? 1, revalidate)}
  </div>`;
  return layout({ title: 'Shop desk', main, script: 'desk.js' });
}

/** @param {(Product & { deleted?: 0 | 1 })[]} products */
function rows(products) {
  return html`<ul class="rows">
    ${products.map(
      (product) =>
        html`<li>
          <img src="${imageUrl(product)}" alt="" width="400" height="480" loading="lazy" />
          <div>
            <a href="/cms/products/${product.id}">${product.title}</a>
            <p class="quiet small">
              No. ${product.id} · ${money(product.price)}${product.deleted ? ' · deleted' : ''}
            </p>
          </div>
          <a class="small" href="/products/${product.id}">In the shop</a>
        </li>`,
    )}
  </ul>`;
}

/**
 * @param {import('../../faults.mjs').Faults} faults
 * @param {import('../../request-log.mjs').Entry[]} requests
 */
function origin(faults, requests) {
  const broken = faults.answer500 || faults.hangUp || faults.slowBy > 0;
  const box = (/** @type {boolean} */ on) => (on ? html`checked` : '');
  return html`<section class="panel" aria-labelledby="origin">
    <div class="heading">
      <h2 id="origin">The origin</h2>
      <span class="state ${broken ? 'bad' : 'good'}">${broken ? 'In trouble' : 'Well'}</span>
    </div>
    <form class="faults" action="/cms/faults" method="post">
      <label class="switch"
        ><input type="checkbox" role="switch" name="answer500" value="1" ${box(faults.answer500)} />
        <span><strong>Answer 500</strong><small>every page is an error page</small></span></label
      >
      <label class="switch"
        ><input type="checkbox" role="switch" name="hangUp" value="1" ${box(faults.hangUp)} />
        <span><strong>Hang up</strong><small>as if the server were gone</small></span></label
      >
      <label class="slow"
        ><span><strong>Slow by</strong><small>before each page</small></span>
        <span class="unit"
          ><input type="number" name="slowBy" value="${faults.slowBy}" min="0" max="60000" step="100" />
          ms</span
        ></label
      >
      <div class="actions">
        <button class="button">Apply</button>
        ${broken ? html`<button class="button plain" form="heal">Make well</button>` : ''}
      </div>
    </form>
    <form id="heal" action="/cms/faults" method="post"></form>
    <p class="small quiet">
      The switches concern the shop's pages; this desk, the feed, styles and pictures go on as before.
    </p>
    <h3>What it was asked</h3>
    <div data-origin-log>${originLog(requests)}</div>
  </section>`;
}
