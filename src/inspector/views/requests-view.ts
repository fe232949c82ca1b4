/** The live stream of requests: what the worker did with each, how long that took, and why. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InspectedRequest } from '../../shared/messages.js';
import { clock, milliseconds, pathOf } from '../model/format.js';
import { isFromStore } from '../model/history.js';
import { detailStyles, tokens } from '../styles.js';
import { Explainer } from './explanation.js';
import { View } from './view.js';

/** As many as one reads. */
const MAX_SHOWN = 200;

const toneOf = (decision: string): string =>
  /^(?:fresh|hit)/.test(decision)
    ? 'fresh'
    : /^stale/.test(decision)
      ? 'stale'
      : /^(?:failed|offline)/.test(decision)
        ? 'failed'
        : '';

export class RequestsView extends View {
  static override styles = [
    tokens,
    detailStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
        align-items: end;
        margin-bottom: 12px;
      }
      label {
        display: grid;
        flex: 1 1 220px;
        gap: 2px;
      }
      label span {
        font-size: 12px;
        color: var(--quiet);
      }
      .list {
        flex: 1;
        min-width: 0;
        max-height: min(64vh, 660px);
        overflow: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th {
        position: sticky;
        top: 0;
        background: var(--sunk);
        font-size: 12px;
        color: var(--quiet);
      }
      th,
      td {
        padding: 6px 10px;
        border-bottom: 1px solid var(--line);
        text-align: left;
        white-space: nowrap;
      }
      .number {
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      .url {
        width: 100%;
        max-width: 0;
      }
      .url button {
        display: block;
        width: 100%;
        min-height: 0;
        padding: 2px 0;
        border: 0;
        background: none;
        overflow: hidden;
        text-align: left;
        text-overflow: ellipsis;
      }
      .url button:hover {
        text-decoration: underline;
      }
      .decision {
        font-weight: 600;
      }
      @media (max-width: 640px) {
        .time,
        .kind {
          display: none;
        }
      }
    `,
  ];
  readonly #explainer = new Explainer(this);

  #explainTyped(event: Event): void {
    event.preventDefault();
    const path = new FormData(event.target as HTMLFormElement).get('url');
    const url = new URL(typeof path === 'string' ? path : '', location.href);
    this.#explainer.open(url.href).catch(() => undefined);
  }

  #row({ at, url, kind, decision, duration, status }: InspectedRequest): TemplateResult {
    return html`<tr data-store=${isFromStore(decision)}>
      <td class="time number quiet">${clock(at)}</td>
      <td class="decision ${toneOf(decision)}">${decision}</td>
      <td class="url">
        <button class="mono" @click=${() => this.#explainer.open(url)}>${pathOf(url)}</button>
      </td>
      <td class="kind quiet">${kind}</td>
      <td class="number">${status || '–'}</td>
      <td class="number">${milliseconds(duration)}</td>
    </tr>`;
  }

  #detail(): TemplateResult | typeof nothing {
    const { url } = this.#explainer;
    if (url === undefined) return nothing;
    return html`<aside class="detail card" aria-label="Why">
      <h2 class="mono">${pathOf(url)}</h2>
      ${this.#explainer.facts()} ${this.#explainer.render()}
      <p class="actions"><button @click=${() => this.#explainer.close()}>Close</button></p>
    </aside>`;
  }

  override render(): TemplateResult {
    const shown = this.inspection.requests.slice(0, MAX_SHOWN);
    return html`<form @submit=${(event: Event) => this.#explainTyped(event)}>
        <label><span>Explain a URL</span><input name="url" placeholder="/products/1" required /></label>
        <button>Explain</button>
      </form>
      <div class="split">
        <div class="list card" tabindex="0" role="region" aria-label="Requests, the latest first">
          ${
            shown.length
              ? html`<table>
                  <thead>
                    <tr>
                      <th scope="col" class="time number">Time</th>
                      <th scope="col">Decision</th>
                      <th scope="col">Request</th>
                      <th scope="col" class="kind">Kind</th>
                      <th scope="col" class="number">Status</th>
                      <th scope="col" class="number">Took</th>
                    </tr>
                  </thead>
                  <tbody>
                    ${repeat(
                      shown,
                      ({ at, id, url }) => `${at} ${id} ${url}`,
                      (request) => this.#row(request),
                    )}
                  </tbody>
                </table>`
              : html`<p class="empty">
                  No request since the worker started. Visit a page in another tab: it shows up here.
                </p>`
          }
        </div>
        ${this.#detail()}
      </div>`;
  }
}
