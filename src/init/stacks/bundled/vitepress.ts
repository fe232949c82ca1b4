import { addListEntry } from '../../edit/config-module.js';
import { underBase } from '../../routes/paths.js';
import type { Edit, Facts, Stack } from '../../types.js';
import { moduleAt, named, textOf, valuesOf } from '../config-file.js';
import { HAS_SCRIPT } from '../../edit/text.js';

const CONFIG = /(?:^|\/)\.vitepress\/config(?:\/index)?\.[mc]?[jt]s$/;

const find = ({ project }: Facts): string | undefined => project.files.find((file) => CONFIG.test(file));

/** VitePress makes its pages itself, so that the plugin sees no HTML entry. */
const addHead = (src: string): Edit =>
  addListEntry({
    list: 'head',
    entry: `['script', { type: 'module', async: '', src: '${src}' }]`,
    done: HAS_SCRIPT,
  });

export const vitepress: Stack = {
  id: 'vitepress',
  name: (facts) => named(facts, 'VitePress', 'vitepress'),
  isUsed: (facts) => facts.packages.has('vitepress') || find(facts) !== undefined,
  plan: (facts) => {
    const path = find(facts) ?? '.vitepress/config.mts';
    const { base } = valuesOf(moduleAt(facts.project, path));
    const folder = path.replace(/\.vitepress\/.*/, '');
    return {
      steps: [
        {
          path,
          does: 'adds the plugin',
          edit: addListEntry({
            list: 'plugins',
            within: ['vite'],
            entry: 'swIsr()',
            import: { what: '{ swIsr }', from: 'sw-isr/vite' },
            done: /['"]sw-isr\/vite['"]/,
          }),
        },
        { path, does: "loads the worker's script", edit: addHead(underBase('/sw-isr.js', textOf(base))) },
      ],
      routes: [],
      personal: [],
      base: textOf(base),
      staticFolder: `${folder}public`,
    };
  },
};
