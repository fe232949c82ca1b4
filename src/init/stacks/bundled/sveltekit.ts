import { addListEntry } from '../../edit/config-module.js';
import { isRecord } from '../../edit/literal.js';
import { exported } from '../../routes/exports.js';
import { foldersOf, pathOf, withChildren } from '../../routes/paths.js';
import { personalAreas } from '../../routes/personal.js';
import type { FoundRoute, Project, Stack } from '../../types.js';
import { configFileOr, moduleAt, named, textOf, valuesOf } from '../config-file.js';

const ROOT = 'src/routes/';
const ROUTE_FILE = /\/\+(page|layout)(?:\.server)?\.[jt]s$/;

function routeOf(project: Project, file: string): FoundRoute[] {
  const kind = file.startsWith(ROOT) ? ROUTE_FILE.exec(file)?.[1] : undefined;
  const code = kind === undefined ? undefined : project.read(file);
  const path = pathOf(foldersOf(file, ROOT));
  if (code === undefined || path === undefined) return [];
  const match = kind === 'layout' ? withChildren(path) : path;
  const config = exported(code, file, 'config');
  const isr = isRecord(config) && isRecord(config.isr) ? config.isr.expiration : undefined;
  if (typeof isr === 'number' || isr === false) return [{ match, revalidate: isr, from: file }];
  // A prerendered page changes with the next deployment alone.
  return exported(code, file, 'prerender') === true ? [{ match, revalidate: '1h', from: file }] : [];
}

export const sveltekit: Stack = {
  id: 'sveltekit',
  name: (facts) => named(facts, 'SvelteKit', '@sveltejs/kit'),
  isUsed: ({ packages }) => packages.has('@sveltejs/kit'),
  plan: (facts) => {
    const { project } = facts;
    const kit = valuesOf(moduleAt(project, 'svelte.config.js')).kit;
    const paths = isRecord(kit) && isRecord(kit.paths) ? kit.paths : {};
    const own = project.files.find((file) => /^src\/service-worker(?:\/index)?\.[jt]s$/.test(file));
    const pages = project.files.filter((file) => file.startsWith(ROOT) && /\/\+page\.svelte$/.test(file));
    return {
      steps: [
        {
          path: configFileOr(facts, 'vite.config'),
          does: 'adds the plugin',
          edit: addListEntry({
            list: 'plugins',
            entry: 'swIsr()',
            place: 'first',
            import: { what: '{ swIsr }', from: 'sw-isr/sveltekit' },
            done: /['"]sw-isr\/sveltekit['"]/,
          }),
        },
      ],
      routes: project.files.flatMap((file) => routeOf(project, file)),
      personal: personalAreas(pages.map((file) => pathOf(foldersOf(file, ROOT)))),
      base: textOf(paths.base),
      staticFolder: 'static',
      notes:
        own === undefined
          ? []
          : [`SvelteKit builds a worker from ${own}. Remove that file: a site has one worker.`],
    };
  },
};
