/** The host of the single-page app: its files, a small API, and index.html for every other path, as `serve -s`. */
import { listen, readForm, userCookie, userOf } from '../hosts/http.mjs';
import { addMessage, readState } from '../hosts/state.mjs';
import { sendFile } from '../hosts/files.mjs';

const root = new URL(`dist/${process.env.SITE_VERSION}/`, import.meta.url).pathname;

/** @type {Record<string, (request: import('node:http').IncomingMessage) => object>} */
const DATA = {
  '/api/news': () => ({ news: readState().news }),
  '/api/messages': () => ({ messages: readState().messages }),
  '/api/user': (request) => ({ user: userOf(request) }),
};

listen(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://site');
  if (request.method === 'POST') {
    const form = await readForm(request);
    if (pathname === '/api/messages') addMessage(form.get('text') ?? '');
    const cookie = {
      '/api/login': userCookie(form.get('name') ?? ''),
      '/api/logout': userCookie(),
    }[pathname];
    response.writeHead(204, cookie && { 'set-cookie': cookie }).end();
    return;
  }
  const data = DATA[pathname]?.(request);
  if (data) {
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(data));
    return;
  }
  sendFile(request, response, root, pathname, 'index.html');
});
