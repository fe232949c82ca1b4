/** How pages are sent: those that are the same for everyone, and those that are somebody's own. */
import { createHash } from 'node:crypto';
import { TEMPLATES } from './assets.mjs';

/** @typedef {import('hono').Context<any>} Context */
/** @typedef {import('./pages/layout.mjs').Html} Html */

/**
 * A page that is the same for everyone. Its ETag follows what the page says, not when it was rendered, and is weak for
 * that reason: a browser that has the page already is spared the rendering as well as the bytes.
 * @param {Context} c
 * @param {object} page
 * @param {unknown} page.data all that the page depends on
 * @param {(renderedAt: Date) => Html | Promise<Html>} page.render
 * @param {string[]} [page.tags]
 */
export async function sendPage(c, { data, render, tags = [] }) {
  const etag = `W/"${createHash('sha256')
    .update(JSON.stringify(data))
    .update(TEMPLATES + c.get('deployment'))
    .digest('base64url')
    .slice(0, 22)}"`;
  c.header('ETag', etag);
  c.header('Cache-Control', 'public, max-age=0, must-revalidate');
  if (tags.length > 0) c.header('Cache-Tag', tags.join(', '));
  if (matches(c.req.header('If-None-Match'), etag)) return c.body(null, 304);
  return c.html(await render(new Date()));
}

/**
 * A page of the visitor's own that their browser may keep for them, and asks for again each time without a worker.
 * @param {Context} c
 * @param {Html} page
 */
export function sendOwn(c, page) {
  c.header('Cache-Control', 'private, no-cache');
  return c.html(page);
}

/**
 * A page that is somebody's own, or the shop's: nobody keeps it.
 * @param {Context} c
 * @param {Html} page
 * @param {200 | 400 | 404 | 500} [status]
 */
export function sendPrivate(c, page, status = 200) {
  c.header('Cache-Control', 'private, no-store');
  return c.html(page, status);
}

/**
 * @param {string | undefined} header If-None-Match: a list of ETags, compared weakly
 * @param {string} etag
 */
export function matches(header, etag) {
  const strip = (/** @type {string} */ tag) => tag.trim().replace(/^W\//, '');
  return header?.split(',').some((tag) => tag.trim() === '*' || strip(tag) === strip(etag)) ?? false;
}
