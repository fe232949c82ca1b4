/** A worker that is a private cache by RFC 9111, and the page that uses it. */
import type { Page } from 'puppeteer-core';

/** The source of the config. @param matches the paths whose answers are stored */
export const privateCache = (...matches: string[]): string => `import { defineConfig } from 'sw-isr';
export default defineConfig({ assets: false, routes: [${matches
  .map((match) => `{ match: '${match}', revalidate: 'origin', audience: 'user', data: true }`)
  .join(', ')}] });`;

/** Registers `/sw.js` from an open page, and names the user whose answers are stored from then on. */
export async function usePrivateCache(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js', { scope: '/' });
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((wait) => setTimeout(wait, 50));
    const { port1, port2 } = new MessageChannel();
    const named = new Promise((replied) => (port1.onmessage = replied));
    const message = { isr: 1, command: 'setUser', params: { key: 'suite' } };
    navigator.serviceWorker.controller.postMessage(message, [port2]);
    await named;
  });
}
