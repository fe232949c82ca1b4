/** Lists what the site's worker stores ahead, so that all of it can be read and searched offline: `isr-paths.json`. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} folder the built site */
export function writePageList(folder) {
  const files = /** @type {string[]} */ (readdirSync(folder, { recursive: true })).sort();
  const pages = files.filter((file) => file.endsWith('index.html')).map((file) => `/${file.slice(0, -10)}`);
  const search = files
    .filter((file) => /^pagefind\/.*\.(?:json|pf_\w+|pagefind)$/.test(file))
    .map((file) => `/${file}`);
  const assets = files
    .filter((file) => /^(?:_astro|pagefind)\/.*\.(?:js|css|svg|webp)$/.test(file))
    .map((file) => `/${file}`);
  writeFileSync(join(folder, 'isr-paths.json'), JSON.stringify({ pages, search, assets }));
}
