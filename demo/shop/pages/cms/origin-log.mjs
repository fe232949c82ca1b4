import { html } from 'hono/html';
import { clock } from '../format.mjs';

/**
 * The last requests that reached the server: a page that came from the visitor's browser is not among them.
 * @param {import('../../request-log.mjs').Entry[]} requests newest first
 */
export function originLog(requests) {
  if (requests.length === 0) return html`<p class="quiet small">No page has been asked for yet.</p>`;
  return html`<table class="log">
    <thead>
      <tr>
        <th scope="col">At</th>
        <th scope="col">Page</th>
        <th scope="col">Answer</th>
        <th scope="col">Took</th>
      </tr>
    </thead>
    <tbody>
      ${requests.map(
        ({ at, method, path, status, ms }) =>
          html`<tr>
            <td>${clock(at)}</td>
            <td><span>${method === 'GET' ? '' : `${method} `}${path}</span></td>
            <td class="${status === null || status >= 500 ? 'bad' : ''}">${status ?? 'cut'}</td>
            <td>${Math.round(ms)} ms</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
