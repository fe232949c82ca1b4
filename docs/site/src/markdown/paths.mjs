/** Where a document is on the site. The files in `docs/` are read by people on a code host too, so their links name files. */
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder `docs/` of the repository. */
export const DOCS = fileURLToPath(new URL('../../../', import.meta.url));

/** Documents that the site shows, from `docs/`. */
export const PATTERNS = ['*.md', '!(site)/**/*.md', 'site/api/**/*.md', 'site/src/content/docs/**/*.mdx'];

/**
 * The ID of a page, which is its path on the site.
 * @param {string} entry a file, from `docs/`
 */
export const idOf = (entry) =>
  entry
    .replace(/^site\/(?:src\/content\/docs\/)?/, '')
    .replace(/\.mdx?$/, '')
    .replace(/(?:^|\/)(?:README|index)$/, '') || 'index';

/**
 * The address of the page that a relative link leads to, or nothing where the site does not have it.
 * @param {string} from the path of the document @param {string} link
 * @returns {string | undefined}
 */
export function addressOf(from, link) {
  const [file = '', anchor] = link.split('#');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (file === '') return hash;
  const path = relative(DOCS, resolve(dirname(from), file));
  if (path === '../README.md') return '/';
  const isShown = path.endsWith('.md') && !path.startsWith('..');
  return isShown ? `/${idOf(path)}/${hash}`.replace('/index/', '/') : undefined;
}
