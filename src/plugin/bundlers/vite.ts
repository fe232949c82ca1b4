/** Vite: the build, the dev server. `vite preview` serves what the build wrote. */
import type { HtmlTagDescriptor, Plugin, ResolvedConfig } from 'vite';
import { loadsClient } from '../../build/site/inject-script.js';
import { devMiddleware } from '../dev-server.js';
import type { SwIsrOptions } from '../options.js';
import { scriptBase } from '../paths.js';
import { createSite, type Site } from '../site.js';
import { checkConfig, emitScripts } from './rollup.js';

/** What frameworks on Vite say that its config does not. */
export interface ViteOptions extends SwIsrOptions {
  /** The path under which the output is served. @default Vite's `base` */
  baseOf?: (config: ResolvedConfig) => string | undefined;
  /** Whether the framework's integration builds the worker, after the pages. */
  onlyDev?: boolean;
}

/** The way from a page to the root of a site with the base `./`. @example '/a/b.html' → '../' */
const relativeBase = (page: string): string => '../'.repeat(page.split('/').length - 2) || './';

const tagFor = (src: string): HtmlTagDescriptor => ({
  tag: 'script',
  attrs: { type: 'module', async: true, src },
  injectTo: 'head',
});

export function viteHooks(options: ViteOptions): { plugin: Partial<Plugin>; base: () => string } {
  let config: ResolvedConfig | undefined;
  let site: Site | undefined;
  const base = (): string => (config && options.baseOf?.(config)) ?? config?.base ?? '/';
  /** The way to the root of the site: a path, or one that is relative to the page. */
  const root = (): string => {
    const given = options.base ?? (options.out === undefined ? base() : '/');
    return given === '' || given.startsWith('.') ? './' : scriptBase(options, given);
  };
  /** The build of scripts for browsers. Frameworks build those of the server too, with the same plugins. */
  const isForBrowsers = (environment?: {
    config?: { consumer?: string; build?: { ssr?: unknown } };
  }): boolean =>
    environment?.config?.consumer !== undefined
      ? environment.config.consumer === 'client' && !config?.build.ssr
      : !config?.build.ssr;
  const buildsHere = (environment: unknown): boolean =>
    config?.command === 'build' && !options.onlyDev && isForBrowsers(environment as never);

  const plugin: Partial<Plugin> = {
    configResolved(resolved) {
      config = resolved;
      site = createSite(resolved.root, options);
    },
    async buildStart() {
      if (site && buildsHere(this.environment)) await checkConfig(this as never, site);
    },
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        if (!site || !config || !buildsHere(this.environment)) return;
        const { assetsDir } = config.build;
        await emitScripts(this as never, site, { bundle: bundle as never, base: base(), assetsDir });
      },
    },
    configureServer(server) {
      if (!site) return;
      const { logger } = server.config;
      const report = (message: string): void => logger.error(message, { timestamp: true });
      server.middlewares.use(devMiddleware(site, { base: root(), hasWorker: !!options.devWorker, report }));
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { path }) {
        if (options.inject === false || loadsClient(html)) return undefined;
        const given = root();
        return [tagFor(`${given === './' ? relativeBase(path) : given}sw-isr.js`)];
      },
    },
  };
  return { plugin, base: root };
}
