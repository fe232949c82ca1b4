/** The site that Turbo and htmx are tried on: pages that a server renders, with forms and a login. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAssets } from './assets.mjs';
import { listen, readForm, seeOther, sendWithETag, userCookie, userOf } from './http.mjs';
import { addMessage, readState } from './state.mjs';

/** @typedef {import('./http.mjs').IncomingMessage} IncomingMessage */
/** @typedef {import('./http.mjs').ServerResponse} ServerResponse */
/** @typedef {{ title: string, content: (user: string, assets: Record<string, string>) => string }} Page */

/**
 * What one library adds to the site.
 * @typedef {object} Library
 * @property {string} folder of the site
 * @property {Record<string, string>} files its scripts: name → path
 * @property {(assets: Record<string, string>) => string} head
 * @property {string} [bodyAttributes]
 * @property {Record<string, Page>} [pages] more pages, or others
 * @property {(request: IncomingMessage, path: string, content: string) => string | undefined} partOf the part of a page that a request asks for
 * @property {(request: IncomingMessage, response: ServerResponse, path: string) => boolean} answerPost after a message was added; false where the library leaves the form to a redirect
 * @property {Record<string, string>} [headers] of pages
 */

/** @param {string} text */
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const counter = '<p><button id="count">Count 0</button></p>';
const picture = (/** @type {Record<string, string>} */ assets) =>
  `<img id="picture" src="${assets.picture}" alt="">`;

const messageForm =
  '<form method="post" action="/form"><input id="message" name="text"><button id="send">Send</button></form>';
const accountForms = `<form method="post" action="/login"><input id="name" name="name"><button id="login">Log in</button></form>
<form method="post" action="/logout"><button id="logout">Log out</button></form>`;
const lazy = '<p><button id="load">Load</button> <span id="lazy"></span></p>';

/** The list of messages, as a part of a page. */
export const messageList = () =>
  `<ul id="messages">${readState()
    .messages.map((text) => `<li>${escape(text)}</li>`)
    .join('')}</ul>`;

/** @type {Record<string, Page>} */
const PAGES = {
  '/': { title: 'Home', content: (_, assets) => picture(assets) + counter },
  '/about': { title: 'About', content: (_, assets) => picture(assets) + counter + lazy },
  '/guide': { title: 'Guide', content: () => counter },
  '/news': { title: 'News', content: () => `<p id="news">News ${readState().news}</p>` },
  '/later': { title: 'Later', content: () => counter },
  '/form': { title: 'Form', content: () => messageList() + messageForm },
  '/account': { title: 'Account', content: (user) => `<p>You are ${escape(user)}</p>${accountForms}` },
};

const LINKS = ['home', 'about', 'news', 'guide', 'form', 'account'];
const link = (/** @type {string} */ name) =>
  `<a id="to-${name}" href="/${name === 'home' ? '' : name}">${name}</a>`;

/** @param {Library} library @param {Page} page @param {string} user @param {Record<string, string>} assets */
function wholePage({ head, bodyAttributes = '' }, { title, content }, user, assets) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<link rel="icon" href="data:,">
${head(assets)}
<script type="module" async src="/sw-isr.js"></script>
</head>
<body ${bodyAttributes}>
<nav>${LINKS.map(link).join(' ')}</nav>
<details><summary>More</summary>${link('later')}</details>
<main><h1>${title}</h1>
${content(user, assets)}</main>
<footer>Visitor: ${escape(user)}. <span id="version"></span></footer>
</body>
</html>`;
}

/** @param {Library} library @param {IncomingMessage} request @param {ServerResponse} response @param {string} path */
async function post(library, request, response, path) {
  const form = await readForm(request);
  if (path === '/login') return seeOther(response, '/account', userCookie(form.get('name') ?? ''));
  if (path === '/logout') return seeOther(response, '/account', userCookie());
  addMessage(form.get('text') ?? '');
  if (!library.answerPost(request, response, path)) seeOther(response, '/form');
}

/** Serves the site with one library. @param {Library} library */
export function serveRenderedSite(library) {
  const { folder, files, partOf, headers = {} } = library;
  const own = (/** @type {string} */ name) => join(folder, name);
  const assets = loadAssets(
    {
      style: own('style.css'),
      picture: own('picture.png'),
      lazy: own('lazy.js'),
      ...files,
      app: own('app.js'),
    },
    process.env.SITE_VERSION ?? '',
  );
  const pages = { ...PAGES, ...library.pages };
  listen((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    if (request.method === 'POST') return post(library, request, response, pathname);
    if (pathname === '/sw.js' || pathname === '/sw-isr.js') {
      const body = readFileSync(own(`public${pathname}`));
      return sendWithETag(request, response, {
        body,
        type: 'text/javascript',
        headers: { 'cache-control': 'no-cache' },
      });
    }
    const asset = assets.find(pathname);
    if (asset) {
      const cacheControl = 'public, max-age=31536000, immutable';
      return sendWithETag(request, response, { ...asset, headers: { 'cache-control': cacheControl } });
    }
    const user = userOf(request);
    const page = pages[pathname] ?? { title: 'Not found', content: () => '' };
    const body =
      partOf(request, pathname, page.content(user, assets.paths)) ??
      wholePage(library, page, user, assets.paths);
    const status = pathname in pages ? 200 : 404;
    sendWithETag(request, response, { body, type: 'text/html; charset=utf-8', status, headers });
  });
}
