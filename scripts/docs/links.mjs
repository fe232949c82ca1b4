/** Checks the links of a built site: each that leads to the site itself leads to a file and to an anchor that are there. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What holds no links, then a tag with its attributes. Scripts and comments come first, so that they are skipped whole. */
const TAGS = /<!--[^]*?-->|<(script|style)\b[^]*?<\/\1>|<[a-z][\w-]*((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;

/** @param {string} text */
const decode = (text) => text.replace(/&(?:amp|#38|#x26);/g, '&').replace(/&(?:quot|#34|#x22);/g, '"');

/** The values of attributes. @param {string} html @param {RegExp} names */
function valuesOf(html, names) {
  const attributes = [...html.matchAll(TAGS)].map(([, , attributes = '']) => attributes);
  const pairs = attributes.flatMap((text) => [...text.matchAll(/([\w-]+)="([^"]*)"/g)]);
  return pairs.filter(([, name = '']) => names.test(name)).map(([, , value = '']) => decode(value));
}

/** The file that a server sends for a path. @param {string} folder @param {string} path */
export function fileFor(folder, path) {
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
  const names = /** @type {string[]} */ (readdirSync(folder, { recursive: true })).filter((name) =>
    name.endsWith('.html'),
  );
  const htmlOf = new Map(names.map((name) => [join(folder, name), readFileSync(join(folder, name), 'utf8')]));
  const ids = new Map([...htmlOf].map(([file, html]) => [file, new Set(valuesOf(html, /^id$/))]));
  let links = 0;
  const faults = [];
  for (const [from, html] of htmlOf) {
    const name = relative(folder, from);
    const base = new URL(`http://site/${name.replace(/index\.html$/, '')}`);
    for (const target of valuesOf(html, /^(?:href|src)$/)) {
      const url = new URL(target, base);
      if (url.host !== 'site') continue;
      links += 1;
      const file = fileFor(folder, url.pathname);
      const anchor = decodeURIComponent(url.hash.slice(1));
      if (file === undefined) faults.push(`${name}: ${target}: there is no such file`);
      else if (anchor && !(ids.get(file)?.has(anchor) ?? true))
        faults.push(`${name}: ${target}: ${relative(folder, file)} has no such anchor`);
    }
  }
  return { links, faults };
}
