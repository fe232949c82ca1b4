/** How far the revalidation feed was read, and the notices that the worker sent. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InspectedEvent } from '../../shared/messages.js';
import { clock, dateAndTime, duration, pathOf } from '../model/format.js';
import { tokens } from '../styles.js';
import { View } from './view.js';

const MAX_SHOWN = 200;

type Detail = Partial<Record<string, unknown>>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What a notice is about, in a line. */
function summaryOf({ notice, detail }: InspectedEvent): string {
  const { url, tags = [], paths = [], mode, from, to, message, done, total } = detail as Detail;
  if (notice === 'invalidated')
    return [
      ...(tags as string[]).map((tag) => `tag ${tag}`),
      ...(paths as string[]),
      `(${textOf(mode)})`,
    ].join(' ');
  if (notice === 'deployment') return `${textOf(from ?? 'none')} → ${textOf(to)}`;
  if (notice === 'warm') return `${textOf(done)} of ${textOf(total)} pages`;
  if (typeof message === 'string') return message;
  return typeof url === 'string' ? pathOf(url) : '';
}

export class FeedView extends View {
  static override styles = [
    tokens,
    css`
      .facts {
        display: grid;
        gap: 8px;
        padding: 16px;
        margin-bottom: 12px;
      }
      .facts div {
        display: grid;
        grid-template-columns: 110px minmax(0, 1fr);
        overflow-wrap: anywhere;
      }
      dt,
      time {
        color: var(--quiet);
      }
      h2 {
        margin: 18px 0 8px;
        font-size: 15px;
      }
      ol {
        max-height: min(50vh, 560px);
        margin: 0;
        padding: 0;
        overflow: auto;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 74px 96px minmax(0, 1fr);
        gap: 10px;
        padding: 7px 14px;
        border-bottom: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      .name {
        font-weight: 600;
      }
    `,
  ];

  #feed(): TemplateResult {
    const { seen, now } = this.inspection;
    if (!seen?.feed)
      return html`<p class="card empty">
        This site has no revalidation feed. The option <code>feed</code> of the config names one.
      </p>`;
    const { url, offset, checkedAt } = seen.feed;
    return html`<dl class="facts card">
      <div>
        <dt>Feed</dt>
        <dd class="mono">${url}</dd>
      </div>
      <div>
        <dt>Offset</dt>
        <dd class="mono">${offset ?? 'not read yet'}</dd>
      </div>
      <div>
        <dt>Last read</dt>
        <dd>
          ${checkedAt ? `${dateAndTime(checkedAt)}, ${duration((now - checkedAt) / 1000)} ago` : 'never'}
        </dd>
      </div>
    </dl>`;
  }

  override render(): TemplateResult {
    const shown = this.inspection.events.slice(0, MAX_SHOWN);
    return html`${this.#feed()}
      <h2 id="events">Last events</h2>
      ${
        shown.length
          ? html`<ol class="card" tabindex="0" aria-labelledby="events">
              ${repeat(
                shown,
                ({ at, id, notice }) => `${at} ${id} ${notice}`,
                (event) =>
                  html`<li>
                    <time>${clock(event.at)}</time>
                    <span class="name ${event.notice === 'error' ? 'failed' : ''}">${event.notice}</span>
                    <span class="mono">${summaryOf(event) || nothing}</span>
                  </li>`,
              )}
            </ol>`
          : html`<p class="card empty">No event since the worker started.</p>`
      }`;
  }
}
