/** The site of the databases: its config, its pages, and the visit that fills a database. */

/** Stands for the site's URL in a database that was written to a file. */
export const SITE = 'http://site.invalid';

/** The config of the site, for the workers of all versions. @param deployment its ID */
export const configOf = (deployment: string): string => `import { defineConfig } from 'sw-isr';
export default defineConfig({
  deployment: '${deployment}',
  offline: '/offline',
  limits: { maxEntries: 50 },
  routes: [
    { match: '/account/*', audience: 'user', revalidate: '1h' },
    { match: '/*', revalidate: '1h', tags: ['page'] },
  ],
});
`;

/** The deployment of which one page was stored, and the one that came after it. */
export const DEPLOYMENTS = ['first', 'before'] as const;
/** The page that only the first deployment has. */
export const FIRST_PAGE = '/first';
/** Pages that become hits. */
export const PAGES = ['/', '/news', '/new', '/search?q=1', '/language'];
/** The page of the user whom the visit names. */
export const USER = 'ann';
export const USER_PAGE = '/account/me';
/** Paths of which no page for everyone is stored: a 404, a personal page, and a redirect to "/new". */
export const MARKERS = ['/lost', '/mine', '/old'];
/** A style of "/news". */
export const STYLE = '/style.a1b2c3d4.css';

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body: string;
}

const HTML = { 'Content-Type': 'text/html' };

/** What the site answers. @param words what stands in its pages, before their path */
export function replyTo(pathname: string, words: string): Reply {
  const headers = { ...HTML, 'Cache-Control': 'public' };
  if (pathname === STYLE)
    return {
      headers: { 'Content-Type': 'text/css', 'Cache-Control': 'max-age=60' },
      body: 'p { color: navy }',
    };
  if (pathname === '/lost') return { status: 404, headers, body: '<title>lost</title>lost' };
  if (pathname === '/old') return { status: 302, headers: { Location: '/new' }, body: '' };
  const link = pathname === '/news' ? `<link rel="stylesheet" href="${STYLE}">` : '';
  const body = `<!doctype html><title>Page ${pathname}</title>${link}<p>${words} ${pathname}</p><script type="module" src="/sw-isr.js"></script>`;
  if (pathname === '/mine' || pathname === USER_PAGE)
    return { headers: { ...HTML, 'Cache-Control': 'private' }, body };
  return { headers: pathname === '/language' ? { ...headers, Vary: 'Accept-Language' } : headers, body };
}
