/** A site with a page for each user: what its worker and its origin say, and how somebody logs in and out. */
import type { Page } from 'puppeteer-core';
import { html } from './html.js';
import type { Origin } from './origin.js';
import { inPage } from './page-client.js';

export const USER_ROUTES = `routes: [
    { match: '/mine/*', revalidate: 60, audience: 'user' },
    { match: '/a/*', revalidate: 60 },
  ]`;

export function serveUserPages(origin: Origin): void {
  origin.page('/a/home', { body: html('Home') });
  origin.handle('/mine/page', (request, response) => {
    const user = /user=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
    response
      .writeHead(user ? 200 : 401, { 'Content-Type': 'text/html', 'Cache-Control': 'private' })
      .end(html(user ? `Only for ${user}` : 'Log in'));
  });
}

/** Logs in as the site would: a cookie, and the user's name for the worker. */
export async function login(page: Page, user: string): Promise<void> {
  await page.evaluate((name) => {
    document.cookie = `user=${name}; path=/`;
  }, user);
  await inPage(page, `await isr.setUser(${JSON.stringify(user)});`);
}

/** Logs out as a site does that knows of the worker. */
export async function logout(page: Page): Promise<void> {
  await inPage(page, 'await isr.clearUser();');
  await page.evaluate(() => {
    document.cookie = 'user=; path=/; max-age=0';
  });
}
