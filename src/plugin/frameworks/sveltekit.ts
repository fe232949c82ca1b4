/**
 * SvelteKit makes its pages from `src/app.html`, which it turns into a module of the server. The script element is added
 * there. The rest is the plugin for Vite.
 */
import type { Plugin, ResolvedConfig } from 'vite';
import { loadsClient } from '../../build/site/inject-script.js';
import { viteHooks } from '../bundlers/vite.js';
import type { SwIsrOptions } from '../options.js';
import { withVirtualModule } from './with-virtual-module.js';

/** The module that holds the template, as a function of `assets` and others. */
const TEMPLATE = /[/\\]generated[/\\](?:\w+[/\\])*server[/\\]internal\.js$|[/\\]server[/\\]internal\.js$/;

/** The path of the site, which SvelteKit puts into the code by this name. */
function basePathOf({ define = {} }: ResolvedConfig): string {
  const code: unknown = define.__SVELTEKIT_PATHS_BASE__;
  const path: unknown = typeof code === 'string' ? JSON.parse(code) : '';
  return `${typeof path === 'string' ? path : ''}/`;
}

/** Adds the element at the end of the head, in a text that is written as code. */
function addElement(code: string, src: string): string {
  const element = `<script type=\\"module\\" async src=\\"${src}\\"></script>`;
  return code.replace(/<\/head>/i, (head) => element + head);
}

export function sveltekitPlugin(options: SwIsrOptions = {}): Plugin {
  const hooks = viteHooks({ ...options, base: undefined, baseOf: basePathOf });
  // In the template `assets` is the way to the site's files.
  const src = options.out === undefined ? '" + assets + "/sw-isr.js' : '/sw-isr.js';
  return {
    name: 'sw-isr',
    enforce: 'pre',
    ...hooks.plugin,
    ...withVirtualModule(hooks.base),
    transform(code, id) {
      if (options.inject === false || !TEMPLATE.test(id) || !/<\/head>/i.test(code) || loadsClient(code))
        return undefined;
      return { code: addElement(code, src), map: null };
    },
  };
}
