/** What a Next.js project says of its pages: `revalidate` of the App Router and of `getStaticProps`. */
import { COMPUTED, readLiteral } from '../edit/literal.js';
import { parseModule } from '../edit/syntax.js';
import type { FoundRoute, Project } from '../types.js';
import { exported } from './exports.js';
import { foldersOf, pathOf, pathOfFile, withChildren } from './paths.js';

/** `app` and `pages` stand in the root, or in `src`. */
export const rootOf = (project: Project, name: 'app' | 'pages'): string | undefined =>
  [name, `src/${name}`].find((folder) => project.files.some((file) => file.startsWith(`${folder}/`)));

const APP_FILE = /\/(page|layout)\.(?:[jt]sx?|mdx?)$/;
const PAGE_FILE = /\.(?:[jt]sx?|mdx?)$/;

/** The revalidation times of `cacheLife()`'s own profiles, in seconds. */
const PROFILES: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
  weeks: 604_800,
  max: 2_592_000,
};

/** Seconds, or `false`. */
type Lifetime = number | false;

function lifetimeInApp(code: string, path: string): Lifetime | undefined {
  const value = exported(code, path, 'revalidate');
  if (typeof value === 'number' || value === false) return value;
  const profile = /\bcacheLife\(\s*['"](\w+)['"]\s*\)/.exec(code)?.[1];
  return profile === undefined ? undefined : PROFILES[profile];
}

/** `getStaticProps` returns `{ props, revalidate: 60 }`. */
function lifetimeInPages(code: string): Lifetime | undefined {
  if (!code.includes('getStaticProps')) return undefined;
  const text = /\brevalidate\s*:\s*([\d\s_*]+|false)/.exec(code)?.[1];
  const module = text === undefined ? undefined : parseModule(`(${text})`);
  const [statement] = module?.body ?? [];
  if (!module || statement?.type !== 'ExpressionStatement') return undefined;
  const value = readLiteral(module, statement.expression);
  return value !== COMPUTED && (typeof value === 'number' || value === false) ? value : undefined;
}

const route = (match: string | undefined, revalidate: Lifetime | undefined, from: string): FoundRoute[] =>
  match === undefined || revalidate === undefined ? [] : [{ match, revalidate, from }];

function routesOfApp(project: Project, root: string): FoundRoute[] {
  return project.files.flatMap((file) => {
    const kind = file.startsWith(`${root}/`) ? APP_FILE.exec(file)?.[1] : undefined;
    const code = kind === undefined ? undefined : project.read(file);
    if (code === undefined) return [];
    const path = pathOf(foldersOf(file, root));
    // A layout's value holds for all pages below it.
    const match = path !== undefined && kind === 'layout' ? withChildren(path) : path;
    return route(match, lifetimeInApp(code, file), file);
  });
}

const isPageOf = (file: string, root: string): boolean =>
  file.startsWith(`${root}/`) &&
  PAGE_FILE.test(file) &&
  !file.startsWith(`${root}/api/`) &&
  !/\/_\w+\.\w+$/.test(file);

const routesOfPages = (project: Project, root: string): FoundRoute[] =>
  project.files
    .filter((file) => isPageOf(file, root))
    .flatMap((file) => route(pathOfFile(file, root), lifetimeInPages(project.read(file) ?? ''), file));

export function nextRoutes(project: Project): FoundRoute[] {
  const [app, pages] = [rootOf(project, 'app'), rootOf(project, 'pages')];
  return [
    ...(app === undefined ? [] : routesOfApp(project, app)),
    ...(pages === undefined ? [] : routesOfPages(project, pages)),
  ];
}

/** The paths of all pages. */
export function nextPaths(project: Project): (string | undefined)[] {
  const [app, pages] = [rootOf(project, 'app'), rootOf(project, 'pages')];
  return project.files.flatMap((file) => {
    if (app !== undefined && file.startsWith(`${app}/`) && APP_FILE.exec(file)?.[1] === 'page')
      return [pathOf(foldersOf(file, app))];
    return pages !== undefined && isPageOf(file, pages) ? [pathOfFile(file, pages)] : [];
  });
}
