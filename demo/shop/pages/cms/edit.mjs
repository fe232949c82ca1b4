import { html } from 'hono/html';
import { imageUrl } from '../cards.mjs';
import { money } from '../format.mjs';
import { layout } from '../layout.mjs';

/** @type {Record<string, string>} */
const DONE = {
  saved:
    'Saved, and nobody told. Visitors who have seen the page go on seeing the old one until it is refreshed.',
  'saved-told':
    'Saved, and the browsers told: an open page offers the new version, others show it at their next visit but one.',
  deleted:
    'Deleted, and nobody told. The page is a 404; browsers that keep the old one find out on their next refresh.',
  'deleted-told': 'Deleted, and the browsers told: the page is a 404 from the next visit on.',
  restored: 'Put back into the shop, and nobody told.',
  'restored-told': 'Put back into the shop, and the browsers told.',
  ...Object.fromEntries(
    ['saved', 'deleted', 'restored'].map((done) => [
      `${done}-untold`,
      `It is ${done}, but the feed did not take the webhook: browsers find out on their next refresh.`,
    ]),
  ),
  gone: 'This product was deleted in the meantime; nothing was saved.',
};

/**
 * @param {{ product: import('../../catalogue/make-product.mjs').Product & { deleted: 0 | 1 }, problems: string[],
 *   done: string | null, typed?: Record<string, unknown>, revalidate: number }} data
 */
export function editPage({ product, problems, done, typed = {}, revalidate }) {
  const said = done === null ? undefined : DONE[done];
  const main = html`<div class="wrap desk">
    <nav class="crumbs" aria-label="Breadcrumb">
      <ol>
        <li><a href="/cms">Shop desk</a></li>
        <li aria-current="page">No. ${product.id}</li>
      </ol>
    </nav>
    <h1>${product.title}</h1>
    ${said ? html`<p class="notice ${done === 'gone' || done?.endsWith('-untold') ? 'bad' : 'good'}" role="status">${said}</p>` : ''}
    ${
      problems.length > 0
        ? html`<div class="notice bad" role="alert">
            <ul>
              ${problems.map((problem) => html`<li>${problem}</li>`)}
            </ul>
          </div>`
        : ''
    }
    <div class="desk-columns edit">
      <form class="panel fields" method="post" action="/cms/products/${product.id}">
        ${product.deleted ? deleted() : fields(product, typed)}
      </form>
      <aside class="panel preview">
        <img src="${imageUrl(product)}" alt="" width="400" height="480" />
        <p><a href="/products/${product.id}">See it in the shop</a></p>
        <p class="quiet small">
          Open the page in another window before you save. Browsers that are told offer the new version within
          a moment. Those that are not show the page as it was for ${revalidate} seconds, and once more while
          it is refreshed behind the visitor's back.
        </p>
      </aside>
    </div>
  </div>`;
  return layout({ title: `Edit ${product.title}`, main });
}

/**
 * @param {import('../../catalogue/make-product.mjs').Product} product
 * @param {Record<string, unknown>} typed what was typed when it could not be saved
 */
function fields(product, typed) {
  const value = (/** @type {string} */ name, /** @type {string | number} */ stored) =>
    String(typed[name] ?? stored);
  return html`<label
      >Title <input name="title" value="${value('title', product.title)}" maxlength="200" required
    /></label>
    <div class="pair">
      <label
        >Price in euros
        <input
          name="price"
          value="${value('price', (product.price / 100).toFixed(2))}"
          inputmode="decimal"
          required
      /></label>
      <label
        >Stock <input name="stock" value="${value('stock', product.stock)}" inputmode="numeric" required
      /></label>
    </div>
    <p class="quiet small">Now ${money(product.price)}, revision ${product.revision}.</p>
    ${tellBox(typed)}
    <div class="actions">
      <button class="button" name="action" value="save">Save</button>
      <button class="button danger" name="action" value="delete" formnovalidate>Delete product</button>
    </div>`;
}

function deleted() {
  return html`<p>This product is deleted: its page is a 404.</p>
    ${tellBox({})} <button class="button" name="action" value="restore">Put it back</button>`;
}

/** @param {Record<string, unknown>} typed nothing of a form that is shown for the first time */
function tellBox(typed) {
  const isOn = typed['action'] === undefined || typed['tell'] === '1';
  return html`<label class="switch tell"
    ><input type="checkbox" role="switch" name="tell" value="1" ${isOn ? html`checked` : ''} />
    <span
      ><strong>Tell the browsers</strong><small>by a signed webhook to the revalidation feed</small></span
    ></label
  >`;
}
