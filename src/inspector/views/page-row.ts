/** A row of the table of pages. */
import { html, svg, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { bytes, duration } from '../model/format.js';
import { ageAt, spentAt, stateAt, type Row } from '../model/pages.js';

/** The length of a ring of radius 7. */
const RING = 44;

/** A ring that closes while the page grows old. */
function ring(row: Row, now: number): TemplateResult {
  const left = RING * (1 - spentAt(row, now));
  return svg`<svg class="ring" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
    <circle cx="9" cy="9" r="7"></circle>
    <circle class="spent" cx="9" cy="9" r="7" stroke-dasharray=${RING} style=${styleMap({ strokeDashoffset: `${left}` })}></circle>
  </svg>`;
}

export function pageRow(
  row: Row,
  index: number,
  now: number,
  selected: string | undefined,
  open: (row: Row) => unknown,
): TemplateResult {
  const state = stateAt(row, now);
  return html`<div role="row" class="row" aria-rowindex=${index + 2} ?data-selected=${row.key === selected}>
    <div role="cell" class="state ${state}">${ring(row, now)} ${state}</div>
    <div role="cell" class="path">
      <button class="link" @click=${() => open(row)}>
        <span class="title">${row.title}</span> <span class="mono quiet">${row.path}</span>
      </button>
    </div>
    <div role="cell" class="age">${duration(ageAt(row, now))}</div>
    <div role="cell" class="size">${bytes(row.size)}</div>
    <div role="cell" class="deployment mono">${row.deployment}</div>
    <div role="cell" class="lastUsedAt">${duration(Math.max(0, now - row.lastUsedAt) / 1000)} ago</div>
  </div>`;
}
