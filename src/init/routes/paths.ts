/** The paths of a site, from the files of a framework's router. */

const CATCH_ALL = /^\[\[?\.\.\.[^\]]+\]\]?$/;
const DYNAMIC = /^\[\[?([^\]=]+)(?:=[^\]]*)?\]?\]$/;
/** Folders that are no part of the path: groups `(shop)`, slots `@modal`. */
const UNSEEN = /^(?:\([^.)][^)]*\)|@.*)$/;

/** A text of a path that stands for itself in a URLPattern. */
export const escapeSegment = (text: string): string => text.replace(/[\\(){}*+?:]/g, '\\$&');

function segmentOf(segment: string): string {
  if (CATCH_ALL.test(segment)) return '*';
  const name = DYNAMIC.exec(segment)?.[1];
  return name === undefined ? escapeSegment(segment) : `:${name.replace(/\W/g, '_')}`;
}

/**
 * A URLPattern pathname for folders such as `['blog', '[slug]']`. Undefined for what is no page of its own, such as an
 * intercepted route of Next.js.
 */
export function pathOf(folders: readonly string[]): string | undefined {
  if (folders.some((one) => /^\(\.+\)/.test(one) || one.startsWith('_'))) return undefined;
  const seen = folders.filter((one) => one !== '' && !UNSEEN.test(one));
  const path = `/${seen.map(segmentOf).join('/')}`;
  // `[[...slug]]` takes the path without it, too; so does every catch-all of Nuxt, Astro and SvelteKit.
  return path.replace(/(?<=.)\/\*$/, '{/*}?');
}

const EXTENSION = /\.(?:page\.)?(?:[mc]?[jt]sx?|vue|astro|svelte|mdx?|html?|njk|liquid)$/;

/** The path of a page that is a file below a folder of pages: `pages/blog/[slug].vue`. */
export function pathOfFile(file: string, root: string): string | undefined {
  const folders = file.slice(root.length).replace(/^\//, '').replace(EXTENSION, '').split('/');
  if (folders.at(-1) === 'index') folders.pop();
  return pathOf(folders);
}

/** The folders of a file, below a root. */
export const foldersOf = (file: string, root: string): string[] =>
  file.slice(root.length).split('/').slice(0, -1).filter(Boolean);

/** A path with all paths below it. */
export const withChildren = (path: string): string =>
  path === '/' ? '/*' : path.endsWith('*}?') || path.endsWith('*') ? path : `${path}{/*}?`;

/** Nitro's globs as URLPattern pathnames: a star takes one segment, and two take all that follow, or nothing. */
export function pathOfGlob(glob: string): string {
  const segments = glob.split('/').filter(Boolean);
  const rest = segments.at(-1) === '**';
  const path = segments
    .slice(0, rest ? -1 : undefined)
    .map((one, at) => {
      if (one === '**') return '*';
      if (one === '*') return `:p${at}`;
      return one.startsWith(':') ? one : escapeSegment(one);
    })
    .join('/');
  return rest ? withChildren(`/${path}`) : `/${path}`;
}

/** The path that a site under a base has: `/docs` + `/blog`. */
export function underBase(path: string, base = '/'): string {
  const prefix = base.replace(/^\/?/, '/').replace(/\/+$/, '');
  if (prefix === '') return path;
  return path === '/' ? `${prefix}/` : prefix + path;
}
