import type MagicString from 'magic-string';
import { addImport, hasImport } from '../../edit/imports.js';
import { editModule } from '../../edit/config-module.js';
import { addBuildStep } from '../../edit/manifest.js';
import { addJsxScript, jsxLine } from '../../edit/markup.js';
import { createFile } from '../../edit/text.js';
import { defaultExport, type Module, sourceOf, spanOf } from '../../edit/syntax.js';
import { personalAreas } from '../../routes/personal.js';
import { nextPaths, nextRoutes, rootOf } from '../../routes/next.js';
import { underBase } from '../../routes/paths.js';
import type { Edit, Facts, Stack, Step } from '../../types.js';
import { configFile, majorOf, moduleAt, named, textOf, valuesOf } from '../config-file.js';

const IMPORT = { what: '{ withSwIsr }', from: 'sw-isr/next' };

const CREATED = `import { withSwIsr } from 'sw-isr/next';

export default withSwIsr({});
`;

const MANUAL = `import { withSwIsr } from 'sw-isr/next';
export default withSwIsr(nextConfig);`;

/** The plugin is an ES module, so that CommonJS imports it when Next.js asks for the config. */
const inCommonJs = (config: string): string => `async () => {
  const { withSwIsr } = await import('sw-isr/next');
  return withSwIsr(${config});
}`;

function wrap(module: Module, edits: MagicString): string | undefined {
  const found = defaultExport(module);
  if (!found) return 'it has no default export';
  const { value, isCommonJs } = found;
  const [start, end] = spanOf(value);
  if (isCommonJs) {
    if (/^(?:async\b|function\b|\()/.test(sourceOf(module, value))) return 'it exports a function';
    edits.overwrite(start, end, inCommonJs(sourceOf(module, value)));
    return undefined;
  }
  if (value.type === 'FunctionDeclaration' || value.type === 'ClassDeclaration')
    return 'it exports a function by its declaration';
  edits.appendLeft(start, 'withSwIsr(').appendRight(end, ')');
  if (!hasImport(module, IMPORT.from)) addImport(module, edits, IMPORT.what, IMPORT.from);
  return undefined;
}

const addWrapper: Edit = (before) => {
  if (before === undefined || before.trim() === '') return CREATED;
  if (before.includes('withSwIsr')) return before;
  return editModule(before, (because) => ({ because, add: MANUAL }), wrap);
};

const documentOf = (src: string): string => `import { Head, Html, Main, NextScript } from 'next/document';

export default function Document() {
  return (
    <Html>
      <Head>
        ${jsxLine(src)}
      </Head>
      <body>
        <Main />
        <NextScript />
      </body>
    </Html>
  );
}
`;

const DOES = "loads the worker's script";

/** Each root layout, that is, each with a `<body>`. */
function scriptsOfApp({ project }: Facts, root: string, src: string): Step[] {
  const layouts = project.files.filter(
    (file) =>
      file.startsWith(`${root}/`) &&
      /\/layout\.[jt]sx?$/.test(file) &&
      /<body\b|<html\b/.test(project.read(file) ?? ''),
  );
  const paths = layouts.length > 0 ? layouts : [`${root}/layout.tsx`];
  return paths.map((path) => ({ path, does: DOES, edit: addJsxScript(src) }));
}

function scriptOfPages({ project, isTypeScript }: Facts, root: string, src: string): Step {
  const existing = project.files.find((file) => new RegExp(`^${root}/_document\\.[jt]sx?$`).test(file));
  if (existing !== undefined) return { path: existing, does: DOES, edit: addJsxScript(src) };
  return {
    path: `${root}/_document.${isTypeScript ? 'tsx' : 'jsx'}`,
    does: DOES,
    edit: createFile(documentOf(src)),
  };
}

/** Only a router that has pages shows any. */
function scripts(facts: Facts, src: string): Step[] {
  const { project } = facts;
  const [app, pages] = [rootOf(project, 'app'), rootOf(project, 'pages')];
  const hasPages =
    pages !== undefined &&
    project.files.some((file) => file.startsWith(`${pages}/`) && !file.startsWith(`${pages}/api/`));
  return [
    ...(app === undefined ? [] : scriptsOfApp(facts, app, src)),
    ...(hasPages ? [scriptOfPages(facts, pages, src)] : []),
  ];
}

const usesTurbopack = (facts: Facts): boolean => {
  const scripts = Object.values(facts.manifest.scripts ?? {}).join('\n');
  return (
    /--turbo(?:pack)?\b/.test(scripts) ||
    (!/--webpack\b/.test(scripts) && Number(majorOf(facts, 'next') ?? 16) >= 16)
  );
};

/** The plugin needs a hook that Next.js has since 16. Before, the worker is built first, and Next.js copies it. */
function buildStep(facts: Facts, path: string): Step {
  const does = 'builds the worker with the site';
  const isOld = Number(majorOf(facts, 'next') ?? 16) < 16;
  if (!isOld) return { path, does, edit: addWrapper };
  const edit = addBuildStep({ out: 'public', fallback: 'next build', place: 'before' });
  return { path: 'package.json', does, edit };
}

export const next: Stack = {
  id: 'next',
  name: (facts) => `${named(facts, 'Next.js', 'next')}${usesTurbopack(facts) ? ' with Turbopack' : ''}`,
  isUsed: ({ packages, project }) => packages.has('next') || configFile(project, 'next.config') !== undefined,
  plan: (facts) => {
    const { project, isTypeScript } = facts;
    const path = configFile(project, 'next.config') ?? `next.config.${isTypeScript ? 'ts' : 'mjs'}`;
    const base = textOf(valuesOf(moduleAt(project, path)).basePath);
    return {
      steps: [buildStep(facts, path), ...scripts(facts, underBase('/sw-isr.js', base))],
      routes: nextRoutes(project),
      personal: personalAreas(nextPaths(project)),
      base,
      staticFolder: 'public',
      ignore: ['/public/sw.js', '/public/sw-isr.js'],
    };
  },
};
