/** A host of static files with clean URLs, as GitHub Pages or Netlify serve them. */
import { sendFile } from '../hosts/files.mjs';
import { listen } from '../hosts/http.mjs';

const root = new URL(`dist/${process.env.SITE_VERSION}/`, import.meta.url).pathname;

listen((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://site');
  sendFile(request, response, root, pathname, '404.html');
});
