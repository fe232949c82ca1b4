/**
 * Leaves out what this package never uses of the libraries that are built into the worker, and that no bundler can
 * leave out by itself: a visitor's phone would parse it on every cold start.
 */
import { readFileSync } from 'node:fs';

/** @type {{ file: RegExp, trim: (code: string) => string }[]} */
const TRIMS = [
  {
    // Methods can't be found unused.
    file: /[\\/]workbox-routing[\\/]Router\.js$/,
    trim: (code) =>
      code.replaceAll(
        /^ {4}(?:get routes|add(?:Fetch|Cache)Listener|set(?:Default|Catch)Handler|unregisterRoute)\([^]*?^ {4}}$/gm,
        '',
      ),
  },
  {
    // Announces the library's version to Workbox's own tools.
    file: /[\\/]workbox-\w+[\\/]_version\.js$/,
    trim: () => '',
  },
];

/** @returns {import('esbuild').Plugin} */
export function trimLibraries() {
  return {
    name: 'trim-libraries',
    setup(build) {
      for (const { file, trim } of TRIMS)
        build.onLoad({ filter: file }, ({ path }) => {
          const code = readFileSync(path, 'utf8');
          const contents = trim(code);
          if (contents === code)
            throw new Error(`Failed to trim "${path}": it has changed. Adapt ${import.meta.url}.`);
          return { contents, loader: 'js' };
        });
    },
  };
}
