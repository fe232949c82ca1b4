/** Opens the landing page and the sites, each on a port of its own, and closes them together. */
import { join } from 'node:path';
import { createLanding } from '../landing/landing.mjs';
import { listenFrom } from './listen.mjs';
import { serveApp } from './serve-app.mjs';

/**
 * @param {object} options
 * @param {import('../sites.mjs').Site[]} options.sites
 * @param {string} options.workers the folder in which each site's worker was built, in a folder of its name
 * @param {number} options.port of the landing page; the sites have those after it. One that is taken is passed over; 0: free ones
 * @param {string} options.hostname
 * @returns {Promise<{ url: string, sites: { title: string, url: string }[], close: () => Promise<void> }>}
 */
export async function openSites({ sites, workers, port, hostname }) {
  /** @type {(() => Promise<void>)[]} */
  const closers = [];
  /** The last opened first: a server before what it needs. */
  const close = async () => {
    for (let next = closers.pop(); next; next = closers.pop()) await next();
  };
  try {
    /** @type {import('../landing/landing.mjs').Opened[]} */
    const opened = [];
    const app = createLanding({ sites: opened, publicDir: join(workers, 'landing') });
    const landing = await listenFrom(port, (free) => serveApp(app, free, hostname));
    closers.push(landing.close);
    let last = landing.port;
    for (const site of sites) {
      const demo = await site.create({ publicDir: join(workers, site.name) });
      closers.push(() => demo.close());
      const server = await listenFrom(port === 0 ? 0 : last + 1, (free) => demo.listen(free, hostname));
      closers.push(server.close);
      opened.push({ ...site, url: server.url });
      last = server.port;
    }
    return { url: landing.url, sites: opened, close };
  } catch (error) {
    await close();
    throw error;
  }
}
