import { addListEntry } from '../../edit/config-module.js';
import { isRecord } from '../../edit/literal.js';
import { nitroRoutes } from '../../routes/nitro.js';
import { pathOfFile } from '../../routes/paths.js';
import { personalAreas } from '../../routes/personal.js';
import type { Stack } from '../../types.js';
import { configFile, configFileOr, moduleAt, named, textOf, valuesOf } from '../config-file.js';

const PAGES = /^(?:app\/|src\/)?pages\//;

export const nuxt: Stack = {
  id: 'nuxt',
  name: (facts) => named(facts, 'Nuxt', 'nuxt'),
  isUsed: ({ packages, project }) => packages.has('nuxt') || configFile(project, 'nuxt.config') !== undefined,
  plan: (facts) => {
    const { project } = facts;
    const path = configFileOr(facts, 'nuxt.config');
    const module = moduleAt(project, path);
    const { app } = valuesOf(module);
    const paths = project.files.map((file) => {
      const root = PAGES.exec(file)?.[0];
      return root !== undefined && file.endsWith('.vue') ? pathOfFile(file, root) : undefined;
    });
    return {
      steps: [
        {
          path,
          does: 'adds the module',
          edit: addListEntry({ list: 'modules', entry: "'sw-isr/nuxt'", done: /['"]sw-isr\/nuxt['"]/ }),
        },
      ],
      routes: module ? nitroRoutes(module, path) : [],
      personal: personalAreas(paths),
      base: isRecord(app) ? textOf(app.baseURL) : undefined,
      staticFolder: 'public',
    };
  },
};
