import { html } from 'hono/html';
import { count } from './format.mjs';

/**
 * Links to the pages of a list: the first, the last, and those around the current one.
 * @param {{ path: string, query: string, page: number, pages: number }} list `query` without the page
 */
export function pager({ path, query, page, pages }) {
  if (pages < 2) return '';
  const href = (/** @type {number} */ to) => {
    const search = [query, to > 1 ? `page=${to}` : ''].filter(Boolean).join('&');
    return search ? `${path}?${search}` : path;
  };
  const link = (/** @type {number} */ to) =>
    to === page
      ? html`<li><a href="${href(to)}" aria-current="page">${count(to)}</a></li>`
      : html`<li><a href="${href(to)}" aria-label="Page ${to}">${count(to)}</a></li>`;
  return html`<nav class="pager" aria-label="Pages">
    ${page > 1 ? html`<a class="step" href="${href(page - 1)}" rel="prev">← Back</a>` : html`<span></span>`}
    <ol>
      ${numbers(page, pages).map((to) => (to === null ? html`<li aria-hidden="true">…</li>` : link(to)))}
    </ol>
    ${page < pages ? html`<a class="step" href="${href(page + 1)}" rel="next">Next →</a>` : html`<span></span>`}
  </nav>`;
}

/**
 * @param {number} page
 * @param {number} pages
 * @returns {(number | null)[]} null stands for a gap
 */
export function numbers(page, pages) {
  const shown = [...new Set([1, page - 1, page, page + 1, pages])].filter((n) => n >= 1 && n <= pages);
  return shown.flatMap((n, i) => (i > 0 && n - /** @type {number} */ (shown[i - 1]) > 1 ? [null, n] : [n]));
}
