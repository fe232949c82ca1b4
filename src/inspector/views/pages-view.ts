/** The stored pages: search, filters, a sortable table of thousands of rows, and one page in detail. */
import { flow } from '@lit-labs/virtualizer/layouts/flow.js';
import { virtualize } from '@lit-labs/virtualizer/virtualize.js';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { count } from '../model/format.js';
import { memoized } from '../model/memoized.js';
import {
  choicesOf,
  NO_FILTER,
  select,
  type Filter,
  type Row,
  type Selection,
  type Sort,
} from '../model/pages.js';
import { detailStyles, tokens } from '../styles.js';
import { Explainer } from './explanation.js';
import { pageDetail } from './page-detail.js';
import { pageRow } from './page-row.js';
import { pagesStyles } from './pages-styles.js';
import { View } from './view.js';

const COLUMNS: readonly { sort: Sort; label: string }[] = [
  { sort: 'state', label: 'State' },
  { sort: 'path', label: 'Page' },
  { sort: 'age', label: 'Age' },
  { sort: 'size', label: 'Size' },
  { sort: 'deployment', label: 'Deployment' },
  { sort: 'lastUsedAt', label: 'Used' },
];

export class PagesView extends View {
  static override styles = [tokens, detailStyles, pagesStyles];
  static override properties: PropertyDeclarations = {
    filter: { state: true },
    sort: { state: true },
    isDescending: { state: true },
    selected: { state: true },
  };
  declare filter: Filter;
  declare sort: Sort;
  declare isDescending: boolean;
  /** The key of a page. */
  declare selected: string | undefined;
  readonly #explainer = new Explainer(this);
  /** Thousands of pages have as many tags: they are gathered once for each listing. */
  readonly #choices = memoized(choicesOf, ([rows]) => [rows]);

  /** Sorts anew only what has changed: the order by state changes with the time. */
  readonly #select = memoized(
    (rows: readonly Row[], by: Selection) => select(rows, by),
    ([rows, by]) => [
      rows,
      by.filter,
      by.sort,
      by.isDescending,
      by.filter.state || by.sort === 'state' ? by.now : 0,
    ],
  );

  constructor() {
    super();
    Object.assign(this, { filter: NO_FILTER, sort: 'lastUsedAt', isDescending: false });
  }

  #narrow(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change };
  }

  #order(sort: Sort): void {
    this.isDescending = this.sort === sort && !this.isDescending;
    this.sort = sort;
  }

  readonly #open = async ({ key, url }: Row): Promise<void> => {
    this.selected = key;
    const explained = this.#explainer.open(url);
    await this.updateComplete;
    // On a narrow screen the detail is above the table, and may be out of sight.
    if (matchMedia('(max-width: 860px)').matches)
      this.renderRoot.querySelector('.detail')?.scrollIntoView({ block: 'nearest' });
    await explained;
  };

  #choice(name: 'route' | 'state' | 'tag', label: string, values: readonly string[]): TemplateResult {
    return html`<label>
      <span>${label}</span>
      <select
        name=${name}
        @change=${(event: Event) => this.#narrow({ [name]: (event.target as HTMLSelectElement).value })}
      >
        <option value="" ?selected=${!this.filter[name]}>All</option>
        ${values.map((value) => html`<option value=${value} ?selected=${this.filter[name] === value}>${value}</option>`)}
      </select>
    </label>`;
  }

  #filters(shown: number): TemplateResult {
    const { rows, isListed } = this.inspection;
    const { routes, tags } = this.#choices(rows);
    const { tag } = this.filter;
    return html`<form class="filters" @submit=${(event: Event) => event.preventDefault()}>
      <label class="search">
        <span>Search</span>
        <input
          type="search"
          name="words"
          placeholder="Path, title or tag"
          @input=${(event: Event) => this.#narrow({ words: (event.target as HTMLInputElement).value })}
        />
      </label>
      ${this.#choice('route', 'Route', routes)}
      ${this.#choice('state', 'State', ['fresh', 'stale', 'expired'])} ${this.#choice('tag', 'Tag', tags)}
      ${
        tag
          ? html`<button type="button" @click=${() => this.#revalidate({ tags: [tag] }, `the tag ${tag}`)}>
              Revalidate the tag
            </button>`
          : nothing
      }
      <p class="count quiet" role="status">
        ${shown === rows.length ? count(shown) : `${count(shown)} of ${count(rows.length)}`}
        pages${isListed ? '' : ' …'}
      </p>
    </form>`;
  }

  #revalidate(names: { paths?: string[]; tags?: string[] }, what: string): void {
    const { paths = [], tags = [] } = names;
    this.act(`Revalidate ${what}`, () => this.ask('revalidate', { paths, tags, mode: 'soft', eager: true }));
  }

  #header({ sort, label }: (typeof COLUMNS)[number]): TemplateResult {
    const isSorted = this.sort === sort;
    const order = isSorted ? (this.isDescending ? 'descending' : 'ascending') : 'none';
    return html`<div role="columnheader" class=${sort} aria-sort=${order}>
      <button @click=${() => this.#order(sort)}>
        ${label}<span aria-hidden="true">${isSorted ? (this.isDescending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </div>`;
  }

  #detail(): TemplateResult | typeof nothing {
    const { rows, now } = this.inspection;
    const selected = this.selected && rows.find(({ key }) => key === this.selected);
    if (!selected) return nothing;
    return pageDetail(selected, now, this.#explainer.render(), {
      revalidate: ({ url, path }) => this.#revalidate({ paths: [url] }, path),
      purge: ({ key, path }) => this.act(`Purge ${path}`, () => this.ask('inspectPurge', { key })),
      close: () => (this.selected = undefined),
      filter: (tag) => this.#narrow({ tag }),
    });
  }

  override render(): TemplateResult {
    const { filter, sort, isDescending } = this;
    const { rows, now, isListed } = this.inspection;
    const items = this.#select(rows, { filter, sort, isDescending, now });
    const empty = rows.length ? 'No page fits the filters.' : 'Nothing is stored yet. Visit some pages.';
    return html`${this.#filters(items.length)}
      <div class="split">
        <div class="table card" role="table" aria-label="Stored pages" aria-rowcount=${items.length + 1}>
          <div role="rowgroup">
            <div role="row" class="row head">${COLUMNS.map((column) => this.#header(column))}</div>
          </div>
          ${
            items.length
              ? html`<div
                  role="rowgroup"
                  class="rows"
                  tabindex="0"
                  aria-label="Pages"
                  style=${styleMap({ '--rows': `${items.length}` })}
                >
                  ${virtualize({
                    items,
                    scroller: true,
                    layout: flow(),
                    keyFunction: ({ key }: Row) => key,
                    renderItem: (row: Row, index: number) =>
                      pageRow(row, index, now, this.selected, this.#open),
                  })}
                </div>`
              : html`<div role="rowgroup">
                  <div role="row"><p role="cell" class="empty">${isListed ? empty : 'Reading …'}</p></div>
                </div>`
          }
        </div>
        ${this.#detail()}
      </div>`;
  }
}
