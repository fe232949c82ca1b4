/** Workers that a site had before, made by the tools that make them: Workbox's generator, as its plugins call it. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generateSW, type GenerateSWOptions, type RuntimeCaching } from 'workbox-build';

/** Files, by their path on the site. */
export type Files = Record<string, string>;

async function filesIn(folder: string): Promise<Files> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [`/${name}`, await readFile(join(folder, name), 'utf8')])),
  ) as Files;
}

const made = new Map<string, Promise<Files>>();

/** The worker that Workbox generates for these files, and the part of Workbox that it imports; once for all engines. */
function generate(built: Files, options: Partial<GenerateSWOptions>): Promise<Files> {
  const key = JSON.stringify([built, Object.keys(options)]);
  const files = made.get(key) ?? generateAnew(built, options);
  made.set(key, files);
  return files;
}

async function generateAnew(built: Files, options: Partial<GenerateSWOptions>): Promise<Files> {
  await mkdir('.cache', { recursive: true });
  const folder = await mkdtemp('.cache/old-worker-');
  try {
    const [site, out] = [join(folder, 'site'), join(folder, 'out')];
    for (const [path, contents] of Object.entries(built)) {
      await mkdir(dirname(join(site, path)), { recursive: true });
      await writeFile(join(site, path), contents);
    }
    await generateSW({
      globDirectory: site,
      globPatterns: ['**/*.{js,css,html}'],
      swDest: join(out, 'sw.js'),
      sourcemap: false,
      cleanupOutdatedCaches: true,
      skipWaiting: true,
      clientsClaim: true,
      ...options,
    });
    return await filesIn(out);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As vite-plugin-pwa calls it, with its defaults: every built file is precached, and all pages are `index.html`. */
export const likeVitePluginPwa = (built: Files): Promise<Files> =>
  generate(built, { navigateFallback: 'index.html', dontCacheBustURLsMatching: /^assets\// });

const route = (
  urlPattern: RuntimeCaching['urlPattern'],
  handler: RuntimeCaching['handler'],
  cacheName: string,
): RuntimeCaching => ({ urlPattern, handler, options: { cacheName, expiration: { maxEntries: 32 } } });

/** As next-pwa calls it: the built chunks are precached, pages and data are cached as they are visited. */
export const likeNextPwa = (built: Files): Promise<Files> =>
  generate(built, {
    dontCacheBustURLsMatching: /^_next\/static\//,
    navigationPreload: true,
    runtimeCaching: [
      route('/', 'NetworkFirst', 'start-url'),
      route(/\.(?:js)$/i, 'StaleWhileRevalidate', 'static-js-assets'),
      route(/\/_next\/data\/.+\/.+\.json$/i, 'StaleWhileRevalidate', 'next-data'),
      route(({ sameOrigin }) => sameOrigin, 'NetworkFirst', 'others'),
    ],
  });

/**
 * One that somebody wrote: it has stored its files when it was installed, answers everything that it has, and never
 * asks again.
 */
export const selfWritten = (cacheName: string, paths: readonly string[]): string => `
const stored = caches.open(${JSON.stringify(cacheName)});
self.addEventListener('install', (event) =>
  event.waitUntil(stored.then((cache) => cache.addAll(${JSON.stringify(paths)})).then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) =>
  event.respondWith(stored.then((cache) => cache.match(event.request)).then((found) => found ?? fetch(event.request))));
`;
