/** The stored deployments side by side, and the way from one to another. */
import { flow } from '@lit-labs/virtualizer/layouts/flow.js';
import { virtualize } from '@lit-labs/virtualizer/virtualize.js';
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { DeploymentInfo } from '../../shared/messages.js';
import { bytes, count, dateAndTime } from '../model/format.js';
import { compare, type Compared } from '../model/compare.js';
import { rowOf, type Row } from '../model/pages.js';
import { tokens } from '../styles.js';
import { View } from './view.js';

/** Of each deployment, the pages that were used last. */
const MAX_COMPARED = 1000;

export class DeploymentsView extends View {
  static override styles = [
    tokens,
    css`
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
        gap: 12px;
      }
      article {
        display: grid;
        gap: 6px;
        align-content: start;
        padding: 16px;
        overflow-wrap: anywhere;
      }
      article[data-active] {
        border-color: var(--brand);
      }
      h2 {
        margin: 20px 0 8px;
        font-size: 15px;
      }
      article h2 {
        margin: 0;
        font-size: 17px;
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1.4fr) repeat(var(--columns), minmax(0, 1fr));
        width: 100%;
        height: 36px;
        align-items: center;
        border-bottom: 1px solid var(--line);
      }
      .row > * {
        padding: 0 10px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .head {
        background: var(--sunk);
        font-size: 12px;
        font-weight: 600;
        color: var(--quiet);
      }
      .rows {
        height: min(46vh, 460px, var(--rows) * 36px);
        overflow: auto;
        contain: strict;
      }
      .switches {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 12px;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { lists: { state: true } };
  /** The pages of each deployment, by its ID. */
  declare lists: ReadonlyMap<string, readonly Row[]>;
  #read = '';

  constructor() {
    super();
    this.lists = new Map();
  }

  /** Reads the pages anew when another deployment is active, or one was added. */
  override updated(): void {
    const { deployments = [], stats } = this.inspection.seen ?? {};
    const state = JSON.stringify([deployments, stats?.entries]);
    if (state === this.#read) return;
    this.#read = state;
    const read = async ({ id: deployment }: DeploymentInfo) => {
      const { pages } = await this.ask('inspectPages', { deployment, limit: MAX_COMPARED });
      return [deployment, pages.map((page) => rowOf(page, Date.now()))] as const;
    };
    Promise.all(deployments.map(read)).then(
      (lists) => (this.lists = new Map(lists)),
      () => (this.#read = ''),
    );
  }

  #use(id: string, what: string): void {
    this.act(`${what} ${id}`, () => this.ask('rollback', { id }));
  }

  async #update(): Promise<void> {
    const registration = await navigator.serviceWorker.getRegistration();
    const updated = await registration?.update();
    if (!updated?.installing && !updated?.waiting)
      throw new Error('This site has published no newer worker than the one that runs.');
  }

  #card({ id, active, activatedAt }: DeploymentInfo): TemplateResult {
    const rows = this.lists.get(id);
    const size = (rows ?? []).reduce((sum, row) => sum + row.size, 0);
    const isOwn = id === this.inspection.seen?.deployment;
    return html`<article class="card" ?data-active=${active}>
      <h2 class="mono">${id}</h2>
      <p class=${active ? 'fresh' : 'quiet'}>
        ${active ? 'Its pages are served.' : 'Stored, not served.'}
        ${isOwn ? 'The worker that runs was built for it.' : nothing}
      </p>
      <p>
        ${rows ? `${count(rows.length)}${rows.length === MAX_COMPARED ? ' or more' : ''} pages, ${bytes(size)}` : 'Reading …'}
      </p>
      <p class="quiet">Activated ${dateAndTime(activatedAt)}</p>
      ${active ? nothing : html`<p><button @click=${() => this.#use(id, 'Serve')}>Serve this one</button></p>`}
    </article>`;
  }

  #cell(row: Row | undefined): TemplateResult {
    return html`<div role="cell" class=${row ? '' : 'quiet'}>
      ${row ? `${bytes(row.size)}, ${row.title}` : 'not stored'}
    </div>`;
  }

  #table(deployments: readonly DeploymentInfo[]): TemplateResult {
    const items = compare(deployments.map(({ id }) => this.lists.get(id) ?? []));
    const differing = items.filter(({ differs }) => differs).length;
    return html`<h2>Pages side by side: ${count(differing)} of ${count(items.length)} differ</h2>
      <div
        class="card"
        role="table"
        aria-label="Pages of each deployment"
        style=${styleMap({ '--columns': `${deployments.length}`, '--rows': `${items.length}` })}
      >
        <div role="rowgroup">
          <div role="row" class="row head">
            <div role="columnheader">Page</div>
            ${deployments.map(({ id }) => html`<div role="columnheader" class="mono">${id}</div>`)}
          </div>
        </div>
        <div role="rowgroup" class="rows" tabindex="0" aria-label="Compared pages">
          ${virtualize({
            items,
            scroller: true,
            layout: flow(),
            keyFunction: ({ path }: Compared) => path,
            renderItem: ({ path, pages, differs }: Compared) =>
              html`<div role="row" class="row">
                <div role="cell" class="mono ${differs ? 'stale' : ''}">${path}${differs ? ' ≠' : ''}</div>
                ${pages.map((row) => this.#cell(row))}
              </div>`,
          })}
        </div>
      </div>`;
  }

  override render(): TemplateResult {
    const { deployments = [] } = this.inspection.seen ?? {};
    const [, before] = deployments;
    return html`<div class="switches">
        <button ?disabled=${!before} @click=${() => before && this.#use(before.id, 'Roll back to')}>
          Roll back${before ? ` to ${before.id}` : ''}
        </button>
        <button @click=${() => this.act('Look for the next deployment', () => this.#update())}>
          Look for the next deployment
        </button>
      </div>
      <div class="cards">${deployments.map((deployment) => this.#card(deployment))}</div>
      ${deployments.length > 1 ? this.#table(deployments) : nothing}`;
  }
}
