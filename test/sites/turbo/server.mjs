/** A site of Turbo 8 as Rails serves it: Drive, a Frame, a Stream, forms that answer 303. */
import { messageList, serveRenderedSite } from '../hosts/rendered-site.mjs';

const here = (/** @type {string} */ name) => new URL(name, import.meta.url).pathname;
const part = (/** @type {number} */ number) =>
  `<turbo-frame id="part"><a id="next-part" href="/guide/${3 - number}">Other part</a> Part ${number}</turbo-frame>`;

serveRenderedSite({
  folder: here('.'),
  files: { turbo: here('node_modules/@hotwired/turbo/dist/turbo.es2017-esm.js') },
  head: ({ style, app }) =>
    `<link rel="stylesheet" href="${style}" data-turbo-track="reload">
<script type="module" src="${app}" data-turbo-track="reload"></script>`,
  pages: {
    '/guide/1': { title: 'Part 1', content: () => part(1) },
    '/guide/2': { title: 'Part 2', content: () => part(2) },
    '/stream': {
      title: 'Stream',
      content: () =>
        `${messageList()}<form method="post" action="/stream"><input id="message" name="text"><button id="send">Send</button></form>`,
    },
  },
  partOf: ({ headers }, _path, content) =>
    headers['turbo-frame'] === undefined ? undefined : `<html><head></head><body>${content}</body></html>`,
  answerPost({ headers }, response, path) {
    if (path !== '/stream' || !headers.accept?.includes('turbo-stream')) return false;
    response.writeHead(200, { 'content-type': 'text/vnd.turbo-stream.html; charset=utf-8' });
    response.end(
      `<turbo-stream action="replace" target="messages"><template>${messageList()}</template></turbo-stream>`,
    );
    return true;
  },
});
