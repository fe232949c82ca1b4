/** A site whose pages have a new version at each answer, in their body and in a header. */
import { html } from '../html.js';
import { startOrigin, type Origin } from '../origin.js';
import { configSource } from '../build-worker.js';

export const PATHS = Array.from({ length: 60 }, (_, index) => `/a/${index}`);

export interface Shop {
  readonly origin: Origin;
  /** How many answers a path has had: the version of the last one. */
  versionOf(path: string): number;
}

/** A page of 1 to 30 kB, so that some writes are one step and others are many. */
const bodyOf = (path: string, version: number): string =>
  html(`<p>${path} version ${version}.</p>${'<p>filling</p>'.repeat(70 * (1 + (version % 30)))}`);

export async function startShop(): Promise<Shop> {
  const origin = await startOrigin();
  const versions = new Map<string, number>();
  await origin.serveWorker(
    configSource(`offline: '/offline', networkTimeout: '2s', routes: [{ match: '/a/*', revalidate: 3600 }]`),
    {},
    { minify: false },
  );
  origin.page('/offline', { body: html('offline') });
  origin.page('/a/home', {
    body: html('home', { head: '<script type="module" src="/sw-isr.js"></script>' }),
  });
  for (const path of PATHS)
    origin.handle(path, (_request, response) => {
      const version = (versions.get(path) ?? 0) + 1;
      versions.set(path, version);
      response
        .writeHead(200, {
          'Content-Type': 'text/html',
          'Cache-Control': 'public',
          'X-Version': String(version),
        })
        .end(bodyOf(path, version));
    });
  return { origin, versionOf: (path) => versions.get(path) ?? 0 };
}
