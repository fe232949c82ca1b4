/** Charts: answers over time, how long they took, requests that the origin was spared, bytes by route. */
// oxlint-disable-next-line typescript/triple-slash-reference -- A declared module of this name is not imported.
/// <reference path="../css.d.ts" />
import { css, html, nothing, unsafeCSS, type PropertyDeclarations, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type uPlot from 'uplot';
import uPlotCss from 'uplot/dist/uPlot.min.css';
import { CHARTS, dataOf, type Chart } from '../model/charts.js';
import { bytes, clock, count, percent } from '../model/format.js';
import { originRequests } from '../model/history.js';
import { bytesByRoute } from '../model/pages.js';
import { tokens } from '../styles.js';
import { View } from './view.js';

const HEIGHT = 190;

export class ChartsView extends View {
  static override styles = [
    unsafeCSS(uPlotCss),
    tokens,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(460px, 100%), 1fr));
        gap: 12px;
      }
      .card {
        min-width: 0;
        margin: 0;
        padding: 14px;
      }
      h2 {
        margin-bottom: 6px;
        font-size: 14px;
      }
      p {
        margin-bottom: 12px;
      }
      .plot {
        min-height: 226px;
      }
      .u-legend {
        font-size: 12px;
      }
      .u-legend th {
        font-weight: 400;
      }
      .bar {
        height: 8px;
        margin: 3px 0 10px;
        border-radius: 4px;
        background: var(--sunk);
      }
      .bar span {
        display: block;
        height: 100%;
        min-width: 2px;
        border-radius: 4px;
        background: var(--brand);
      }
      .route {
        display: flex;
        justify-content: space-between;
        gap: 10px;
        overflow-wrap: anywhere;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { failure: { state: true } };
  declare failure: string | undefined;
  #library: typeof uPlot | undefined;
  readonly #plots = new Map<string, uPlot>();
  readonly #resized = new ResizeObserver(() => this.#resize());
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  readonly #redraw = (): void => this.#clear();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
    this.#dark.addEventListener('change', this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#dark.removeEventListener('change', this.#redraw);
    this.#clear();
  }

  /** The plots are drawn anew at the next update. */
  #clear(): void {
    for (const plot of this.#plots.values()) plot.destroy();
    this.#plots.clear();
    this.requestUpdate();
  }

  #resize(): void {
    for (const plot of this.#plots.values()) {
      const width = plot.root.parentElement?.clientWidth;
      if (width && width !== plot.width) plot.setSize({ width, height: HEIGHT });
    }
  }

  /** The library is loaded here: in a browser whose language has no valid name, it can't be. */
  override firstUpdated(): void {
    import('uplot').then(
      (library) => {
        this.#library = library.default;
        this.requestUpdate();
      },
      (error: unknown) => (this.failure = `Failed to draw "the charts": ${String(error)}.`),
    );
  }

  override updated(): void {
    if (!this.#library) return;
    for (const chart of CHARTS) {
      const data = dataOf(chart, this.inspection.points) as uPlot.AlignedData;
      const plot = this.#plots.get(chart.name);
      if (plot) plot.setData(data);
      else this.#draw(this.#library, chart, data);
    }
  }

  #draw(library: typeof uPlot, { name, lines, show }: Chart, data: uPlot.AlignedData): void {
    const place = this.renderRoot.querySelector<HTMLElement>(`.plot[data-chart="${name}"]`);
    if (!place) return;
    const style = getComputedStyle(this);
    const color = (variable: string): string => style.getPropertyValue(variable).trim();
    const axis = { stroke: color('--quiet'), grid: { stroke: color('--line'), width: 1 } };
    const value = (_plot: uPlot, shown: number | null): string => (shown === null ? '–' : show(shown));
    const options: uPlot.Options = {
      width: place.clientWidth || 380,
      height: HEIGHT,
      scales: { y: { range: (_plot, _min, max) => [0, Math.max(1, max || 0) * 1.1] } },
      axes: [
        { ...axis, space: 90, values: (_plot, splits) => splits.map((at) => clock(at * 1000)) },
        { ...axis, size: 64, values: (_plot, splits) => splits.map(show) },
      ],
      series: [
        { label: 'Time', value: (_plot: uPlot, at: number | null) => (at === null ? '–' : clock(at * 1000)) },
        ...lines.map((line) => ({
          label: line.label,
          stroke: color(line.color),
          width: 2,
          spanGaps: true,
          value,
        })),
      ],
    };
    this.#plots.set(name, new library(options, data, place));
  }

  #routes(): TemplateResult {
    const routes = bytesByRoute(this.inspection.rows);
    const most = routes[0]?.bytes ?? 1;
    return html`<section class="card" aria-labelledby="routes">
      <h2 id="routes">Bytes by route</h2>
      ${routes.map(
        ({ route, bytes: size, pages }) =>
          html`<div class="route">
              <span class="mono">${route}</span><span>${bytes(size)}, ${count(pages)} pages</span>
            </div>
            <div class="bar"><span style=${styleMap({ width: `${(100 * size) / most}%` })}></span></div>`,
      )}
      ${routes.length ? '' : html`<p class="empty">Nothing is stored yet.</p>`}
    </section>`;
  }

  /** For those who don't see the charts. */
  #summary(): string {
    const { stats } = this.inspection.seen ?? {};
    if (!stats) return '';
    const { hits, stale, misses } = stats;
    const share = percent(hits + stale, hits + stale + misses);
    return `So far: hits ${count(hits)}, stale ${count(stale)}, misses ${count(misses)}; ${share} came from the store. Requests to the origin: ${count(originRequests(stats))} made, ${count(hits)} spared.`;
  }

  override render(): TemplateResult {
    return html`<p class="quiet">${this.#summary()} The charts begin when the inspector is opened.</p>
      ${this.failure ? html`<p class="failed" role="alert">${this.failure}</p>` : nothing}
      <div class="grid">
        ${CHARTS.map(
          ({ name, title }) =>
            html`<figure class="card">
              <h2>${title}</h2>
              <div class="plot" data-chart=${name}></div>
            </figure>`,
        )}
        ${this.#routes()}
      </div>`;
  }
}
