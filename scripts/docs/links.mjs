/** Checks the links of a built site: each that leads to the site itself leads to a file and to an anchor that are there. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** @param {string} text */
const decode = (text) => text.replaceAll('&amp;', '&').replaceAll('&#38;', '&').replaceAll('&quot;', '"');

/** @param {string} html */
const withoutScripts = (html) => html.replace(/<script\b[^]*?<\/script>|<!--[^]*?-->/g, '');

/** @param {string} html @param {RegExp} pattern */
const valuesOf = (html, pattern) => [...html.matchAll(pattern)].map(([, value = '']) => decode(value));

/** The file that a server sends for a path. @param {string} folder @param {string} path */
function fileFor(folder, path) {
  const file = join(folder, decodeURIComponent(path));
  if (existsSync(file) && statSync(file).isFile()) return file;
  const index = join(file, 'index.html');
  return existsSync(index) ? index : undefined;
}

/**
 * @param {string} folder the built site
 * @returns {{ links: number, faults: string[] }}
 */
export function brokenLinks(folder) {
  const files = /** @type {string[]} */ (readdirSync(folder, { recursive: true }));
  /** @type {Map<string, Set<string>>} */
  const ids = new Map();
  const idsIn = (/** @type {string} */ file) => {
    const known =
      ids.get(file) ?? new Set(valuesOf(withoutScripts(readFileSync(file, 'utf8')), /\sid="([^"]*)"/g));
    ids.set(file, known);
    return known;
  };
  let links = 0;
  const faults = [];
  for (const name of files.filter((file) => file.endsWith('.html'))) {
    const base = new URL(`http://site/${name.replace(/index\.html$/, '')}`);
    const targets = valuesOf(
      withoutScripts(readFileSync(join(folder, name), 'utf8')),
      /\s(?:href|src)="([^"]*)"/g,
    );
    for (const target of targets) {
      const url = new URL(target, base);
      if (url.host !== 'site') continue;
      links += 1;
      const file = fileFor(folder, url.pathname);
      const anchor = decodeURIComponent(url.hash.slice(1));
      if (file === undefined) faults.push(`${name}: ${target}: there is no such file`);
      else if (anchor && file.endsWith('.html') && !idsIn(file).has(anchor))
        faults.push(`${name}: ${target}: ${relative(folder, file)} has no such anchor`);
    }
  }
  return { links, faults };
}
