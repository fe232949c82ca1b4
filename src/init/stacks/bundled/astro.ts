import { addListEntry } from '../../edit/config-module.js';
import { COMPUTED, isRecord, readLiteral } from '../../edit/literal.js';
import { configOf, type Module, property } from '../../edit/syntax.js';
import { nodesOf } from '../../edit/walk.js';
import { exported } from '../../routes/exports.js';
import { pathOfFile } from '../../routes/paths.js';
import { personalAreas } from '../../routes/personal.js';
import type { FoundRoute, Project, Stack } from '../../types.js';
import { configFileOr, moduleAt, named, textOf, valuesOf } from '../config-file.js';

const PAGES = 'src/pages/';
const PAGE = /\.(?:astro|mdx?|html)$/;

const pagesOf = (project: Project): string[] =>
  project.files.filter((file) => file.startsWith(PAGES) && PAGE.test(file) && !/\/_/.test(file));

/** The pages that differ from the site's `output`, and how long they live. */
function routeOf(project: Project, file: string, isServer: boolean): FoundRoute[] {
  const prerender = exported(project.read(file) ?? '', file, 'prerender');
  const match = pathOfFile(file, PAGES);
  if (match === undefined || typeof prerender !== 'boolean' || prerender !== isServer) return [];
  return [
    { match, revalidate: prerender ? '1h' : '1m', from: `prerender = ${String(prerender)} of ${file}` },
  ];
}

/** `vercel({ isr: { expiration: 3600 } })`: how long the host keeps a page. */
function adapterLifetime(module: Module | undefined): number | undefined {
  const config = module && configOf(module);
  const adapter = config && property(config, 'adapter');
  for (const call of adapter ? nodesOf([adapter], 'ObjectExpression') : []) {
    const options = module ? readLiteral(module, call) : COMPUTED;
    const isr = isRecord(options) && isRecord(options.isr) ? options.isr.expiration : undefined;
    if (typeof isr === 'number') return isr;
  }
  return undefined;
}

export const astro: Stack = {
  id: 'astro',
  name: (facts) =>
    named(facts, facts.packages.has('@astrojs/starlight') ? 'Astro with Starlight' : 'Astro', 'astro'),
  isUsed: ({ packages }) => packages.has('astro'),
  plan: (facts) => {
    const { project } = facts;
    const path = configFileOr(facts, 'astro.config');
    const module = moduleAt(project, path);
    const { output, base } = valuesOf(module);
    const isServer = output === 'server';
    const isr = adapterLifetime(module);
    const pages = pagesOf(project);
    return {
      steps: [
        {
          path,
          does: 'adds the integration',
          edit: addListEntry({
            list: 'integrations',
            entry: 'swIsr()',
            import: { what: 'swIsr', from: 'sw-isr/astro' },
            done: /['"]sw-isr\/astro['"]/,
          }),
        },
      ],
      routes: [
        ...pages.flatMap((file) => routeOf(project, file, isServer)),
        ...(isServer && isr !== undefined ? [{ match: '/*', revalidate: isr, from: `isr of ${path}` }] : []),
      ],
      personal: personalAreas(pages.map((file) => pathOfFile(file, PAGES))),
      base: textOf(base),
      staticFolder: 'public',
    };
  },
};
