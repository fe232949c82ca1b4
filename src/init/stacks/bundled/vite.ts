import { addListEntry } from '../../edit/config-module.js';
import { pathsInCode, personalAreas } from '../../routes/personal.js';
import type { Facts, Stack, Step } from '../../types.js';
import { configFile, configFileOr, moduleAt, named, textOf, valuesOf } from '../config-file.js';
import { missingLayout, documentsIn, scriptStep } from '../layouts.js';

const CODE = /^(?:src|app)\/.*\.(?:[jt]sx?|vue|svelte)$/;
/** Routers that make documents themselves: the plugin sees no HTML entry. */
const ROOTS = /^(?:app|src)\/(?:root|routes\/__root|entry-server)\.[jt]sx$/;

function scripts({ project }: Facts, root: string): Step[] {
  if (project.read(`${root}index.html`) !== undefined) return [];
  const documents = documentsIn(project, ROOTS);
  const line = '<script type="module" async src="/sw-isr.js" />';
  return documents.length > 0
    ? documents.map((path) => scriptStep(path, line))
    : [missingLayout('your layout')];
}

export const vite: Stack = {
  id: 'vite',
  name: (facts) => named(facts, 'Vite', 'vite'),
  isUsed: ({ packages, project }) => packages.has('vite') || configFile(project, 'vite.config') !== undefined,
  plan: (facts) => {
    const { project } = facts;
    const path = configFileOr(facts, 'vite.config');
    const { base, root, publicDir } = valuesOf(moduleAt(project, path));
    const folder =
      textOf(root)
        ?.replace(/^\.?\/?/, '')
        .replace(/\/?$/, '/') ?? '';
    const code = project.files.filter((file) => CODE.test(file)).map((file) => project.read(file) ?? '');
    return {
      steps: [
        {
          path,
          does: 'adds the plugin',
          edit: addListEntry({
            list: 'plugins',
            entry: 'swIsr()',
            import: { what: '{ swIsr }', from: 'sw-isr/vite' },
            done: /['"]sw-isr\/vite['"]/,
          }),
        },
        ...scripts(facts, folder),
      ],
      routes: [],
      personal: personalAreas(code.flatMap(pathsInCode)),
      // A relative base is known at run time alone.
      base: textOf(base)?.startsWith('/') ? textOf(base) : undefined,
      staticFolder: folder + (textOf(publicDir) ?? 'public'),
    };
  },
};
