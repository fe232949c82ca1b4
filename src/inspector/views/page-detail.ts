/** One stored page: its facts, why it is answered as it is, and what can be done with it. */
import { html, type TemplateResult } from 'lit';
import { bytes, dateAndTime, duration } from '../model/format.js';
import { ageAt, stateAt, type Row } from '../model/pages.js';

export interface DetailActions {
  readonly revalidate: (row: Row) => void;
  readonly purge: (row: Row) => void;
  readonly close: () => void;
  readonly filter: (tag: string) => void;
}

const lifetime = (seconds: number | null): string => (seconds === null ? 'ever' : duration(seconds));

const fact = (name: string, value: unknown): TemplateResult =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

/** A link, unless a script hides in it. */
const linkTo = ({ url, path }: Row): TemplateResult | string =>
  /^https?:/.test(url) ? html`<a href=${url} target="_blank" rel="noreferrer">${path}</a>` : path;

export function pageDetail(
  row: Row,
  now: number,
  why: TemplateResult,
  { revalidate, purge, close, filter }: DetailActions,
): TemplateResult {
  const state = stateAt(row, now);
  const tag = (name: string): TemplateResult =>
    html`<button class="tag" @click=${() => filter(name)}>${name}</button>`;
  return html`<aside class="detail card" aria-label="The selected page" tabindex="-1">
    <h2>${row.title}</h2>
    <p class="mono">${linkTo(row)}</p>
    <dl>
      ${fact('State', html`<span class=${state}>${state}</span>, ${duration(ageAt(row, now))} old`)}
      ${fact('Fresh for', lifetime(row.revalidate))} ${fact('Served for', lifetime(row.expire))}
      ${fact('Route', html`<span class="mono">${row.route ?? 'none takes it any more'}</span>`)}
      ${fact('Deployment', html`<span class="mono">${row.deployment}</span>`)} ${fact('Status', row.status)}
      ${fact('Size', bytes(row.size))} ${fact('Last used', dateAndTime(row.lastUsedAt))}
      ${fact('Tags', row.tags.length ? row.tags.map(tag) : 'none')}
    </dl>
    ${why}
    <p class="actions">
      <button @click=${() => revalidate(row)}>Revalidate</button>
      <button @click=${() => purge(row)}>Purge</button>
      <button @click=${close}>Close</button>
    </p>
  </aside>`;
}
