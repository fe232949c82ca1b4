/** The sums above the tabs. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Inspection } from './inspection.js';
import { bytes, count, percent } from './model/format.js';
import { originRequests } from './model/history.js';

const sum = (label: string, value: string, more = ''): TemplateResult =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value} ${more ? html`<small>${more}</small>` : nothing}</dd>
  </div>`;

export function sums({ seen, rows }: Inspection): TemplateResult {
  if (!seen) return html`<p class="sums quiet">Asking the worker …</p>`;
  const { stats, limits, deployments } = seen;
  const { hits, stale, misses } = stats;
  return html`<dl class="sums">
    ${sum('Pages', count(rows.length), `of ${count(limits.maxEntries)}`)}
    ${sum('Stored', bytes(stats.bytes), `of ${bytes(limits.maxBytes)}`)}
    ${sum('From the store', percent(hits + stale, hits + stale + misses))}
    ${sum('Requests spared', count(hits), `${count(originRequests(stats))} made`)}
    ${sum('Deployment', deployments.find(({ active }) => active)?.id ?? '–')}
  </dl>`;
}
