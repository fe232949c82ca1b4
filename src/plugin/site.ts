/** The scripts of a site, in memory: the seam between the bundlers and `sw-isr/build`. */
import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { bundleSite } from '../build/bundle/bundle.js';
import { bundleKill } from '../build/bundle/kill.js';
import type { Script } from '../build/bundle/script.js';
import { writeScripts } from '../build/bundle/write.js';
import { type ConfigSource, findConfig } from '../build/load-config/config-source.js';
import { evaluateConfig } from '../build/load-config/evaluate.js';
import type { SwIsrOptions } from './options.js';

export interface Built {
  scripts: Script[];
  warnings: string[];
}

export interface Site {
  /** The config, and the modules that it imports, as far as they are known: absolute paths. */
  watched(): string[];
  /**
   * Runs and checks the config.
   * @throws IsrError `invalid-config` or `build-failed`
   */
  check(): Promise<void>;
  /**
   * Bundles the worker and the client.
   * @param assets paths of the site's hashed files
   * @throws IsrError `invalid-config` or `build-failed`
   */
  bundle(assets: readonly string[], isMinified?: boolean): Promise<Built>;
  /** The worker that removes itself, and a client that registers nothing. */
  bundleKill(): Promise<Script[]>;
  /** Writes the scripts into the option `out`; returns false if there is none. */
  write(scripts: readonly Script[]): Promise<boolean>;
}

/** Bundlers run in the folder of the project, or have a root below it. */
function locate(root: string, config: string | undefined): { cwd: string; source: ConfigSource } {
  for (const cwd of new Set([root, process.cwd()])) {
    try {
      return { cwd, source: findConfig(cwd, config) };
    } catch {
      // The next folder may have it.
    }
  }
  return { cwd: root, source: findConfig(root, config) };
}

/** @param root the folder for relative paths */
export function createSite(root: string, options: SwIsrOptions): Site {
  const { config, out, deployment } = options;
  let files: string[] = [];
  const remember = (cwd: string, found: readonly string[]): void => {
    files = found.map((file) => resolve(cwd, file)).filter((path) => existsSync(path));
  };
  return {
    watched() {
      try {
        const { source } = locate(root, config);
        return [...new Set(['path' in source.from ? source.from.path : '', ...files])].filter(isAbsolute);
      } catch {
        return files;
      }
    },
    async check() {
      const { cwd, source } = locate(root, config);
      remember(cwd, (await evaluateConfig(source, cwd)).files);
    },
    async bundle(assets, isMinified = true) {
      const { cwd, source } = locate(root, config);
      const built = await bundleSite(source, cwd, { deployment, assets, minify: isMinified });
      remember(cwd, built.files);
      return { scripts: built.scripts, warnings: built.warnings };
    },
    bundleKill: () => bundleKill(root),
    async write(scripts) {
      if (out === undefined) return false;
      await writeScripts(resolve(root, out), scripts);
      return true;
    },
  };
}
