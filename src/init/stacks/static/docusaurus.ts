import { addListEntry } from '../../edit/config-module.js';
import { HAS_SCRIPT } from '../../edit/text.js';
import { underBase } from '../../routes/paths.js';
import type { Facts, Stack } from '../../types.js';
import { buildSteps } from '../build-step.js';
import { configFileOr, moduleAt, named, textOf, valuesOf } from '../config-file.js';

const outOf = ({ manifest }: Facts): string =>
  /docusaurus build\b.*--out-dir[= ](\S+)/.exec(manifest.scripts?.build ?? '')?.[1] ?? 'build';

export const docusaurus: Stack = {
  id: 'docusaurus',
  name: (facts) => named(facts, 'Docusaurus', '@docusaurus/core'),
  isUsed: ({ packages }) => packages.has('@docusaurus/core'),
  plan: (facts) => {
    const path = configFileOr(facts, 'docusaurus.config');
    const base = textOf(valuesOf(moduleAt(facts.project, path)).baseUrl);
    const src = underBase('/sw-isr.js', base);
    return {
      steps: [
        {
          path,
          does: "loads the worker's script",
          edit: addListEntry({
            list: 'scripts',
            entry: `{ src: '${src}', type: 'module', async: true }`,
            done: HAS_SCRIPT,
          }),
        },
        ...buildSteps(facts, outOf(facts), /\bdocusaurus build\b/, 'docusaurus build'),
      ],
      routes: [],
      personal: [],
      base,
      staticFolder: 'static',
    };
  },
};
