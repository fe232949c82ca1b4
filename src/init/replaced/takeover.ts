/** The option `takeover` for a worker that a project had: its script's URL, and its caches. */
import { readLiteral } from '../edit/literal.js';
import { keyOf, type Module } from '../edit/syntax.js';
import { nodesOf } from '../edit/walk.js';

/** The caches of next-pwa 5 and `@serwist/next` 9 by their default names, which do not tell that they are a worker's. */
const OF_NEXT = `'start-url', 'pages', 'pages-rsc', 'pages-rsc-prefetch', 'next-image', 'next-data',
      'next-static-js-assets', 'apis', 'others', 'cross-origin',
      /^static-(font|image|audio|video|js|style|data)-assets$/, /^google-fonts-(webfonts|stylesheets)$/`;

/** The texts that properties of these names have, anywhere in a module. */
function textsOf(module: Module, names: readonly string[]): string[] {
  const values = nodesOf(module.body, 'ObjectProperty')
    .filter((node) => names.includes(keyOf(node) ?? ''))
    .map(({ value }) => readLiteral(module, value));
  return [...new Set(values.filter((value) => typeof value === 'string'))];
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** Scripts elsewhere than at `/sw.js`: the `filename` of vite-plugin-pwa, the `sw` of next-pwa, the `swDest` of Serwist. */
function scriptsOf(modules: readonly Module[]): string[] {
  const files = modules.flatMap((module) => textsOf(module, ['filename', 'sw', 'swDest']));
  const paths = files.map(
    (file) => `/${file.replace(/^(?:\.?\/)?(?:public\/)?/, '').replace(/\.ts$/, '.js')}`,
  );
  return [...new Set(paths)].filter((path) => /^\/[\w/.-]+\.js$/.test(path) && path !== '/sw.js');
}

/** The option's value, as code. */
export function takeoverOf(modules: readonly Module[], isOfNext: boolean): string {
  const scripts = scriptsOf(modules).map(quoted);
  const named = modules.flatMap((module) => textsOf(module, ['cacheName'])).map(quoted);
  const own = [...new Set(named)].filter((name) => !isOfNext || !OF_NEXT.includes(name));
  const caches = [...own, ...(isOfNext ? [OF_NEXT] : [])];
  const options = [
    ...(scripts.length > 0 ? [`    scripts: [${scripts.join(', ')}],\n`] : []),
    ...(caches.length > 0
      ? [`    // Leave out what the site uses itself.\n    caches: [${caches.join(', ')}],\n`]
      : []),
  ];
  return options.length > 0 ? `{\n${options.join('')}  }` : 'true';
}
