/** The paths under which a site and its files are served. */
import { relative } from 'node:path';
import type { SwIsrOptions } from './options.js';

/** `/base/` of a URL or a path; undefined if the files are on another site. */
export function basePath(base: string | undefined): string | undefined {
  if (base === undefined || !/^(?:\/(?!\/)|https?:|\/\/)/.test(base)) return '/';
  if (!base.startsWith('/') || base.startsWith('//')) return undefined;
  return base.endsWith('/') ? base : `${base}/`;
}

/**
 * The path of `sw.js` and `sw-isr.js`. A worker has to come from the site itself, so that it is never on a CDN.
 * @param given where the bundler says that its output is served
 */
export function scriptBase({ base, out }: SwIsrOptions, given?: string): string {
  if (base !== undefined) return basePath(base) ?? '/';
  return (out === undefined ? basePath(given) : '/') ?? '/';
}

/**
 * The path of the output, for bundlers that do not know it: it may lie below the site's root.
 * @param root the folder of `sw.js`
 */
export function outputPath(root: string, folder: string, base: string): string {
  const way = relative(root, folder).replaceAll('\\', '/');
  return way === '' || way.startsWith('..') ? base : `${base}${way}/`;
}
