import { htmlDocument } from './document.js';

/** The 404 page of `strict` routes, for paths that they do not list (rule 11). */
export function notFoundPage(): string {
  const title = 'Page not found';
  return htmlDocument({
    title,
    body: `<main><h1>${title}</h1><p>There is no page at this address.</p><a href="/">Start page</a></main>`,
  });
}
