/** A site of htmx with `hx-boost`, and a button that loads a part of the page under the page's own URL. */
import { serveRenderedSite } from '../hosts/rendered-site.mjs';
import { readState } from '../hosts/state.mjs';

const here = (/** @type {string} */ name) => new URL(name, import.meta.url).pathname;
const news = () => `<p id="news">News ${readState().news}</p>`;

serveRenderedSite({
  folder: here('.'),
  files: { htmx: here('node_modules/htmx.org/dist/htmx.min.js') },
  head: ({ style, htmx, app }) =>
    `<link rel="stylesheet" href="${style}"><script src="${htmx}" defer></script><script type="module" src="${app}"></script>`,
  bodyAttributes: 'hx-boost="true"',
  headers: { vary: 'HX-Request' },
  pages: {
    '/news': {
      title: 'News',
      content: () =>
        `${news()}<button id="refresh" hx-get="/news" hx-target="#news" hx-swap="outerHTML">Refresh</button>`,
    },
  },
  partOf: ({ headers }, path) =>
    path === '/news' && headers['hx-request'] && !headers['hx-boosted'] ? news() : undefined,
  answerPost: () => false,
});
