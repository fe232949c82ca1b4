/** Bundles a site's two scripts in memory: the worker (`sw.js`) and the client (`sw-isr.js`). */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IsrConfig } from '../../config/types.js';
import { findFaults } from '../../config/validation/validate.js';
import { IsrError } from '../../shared/errors.js';
import type { ConfigSource } from '../load-config/config-source.js';
import { evaluateConfig } from '../load-config/evaluate.js';
import type { BuildOptions } from '../options.js';
import { clientEntry } from './client-entry.js';
import { handoverScripts } from './handover.js';
import { distFile } from './package-files.js';
import { bundleModule, type ModuleOutput } from './run-esbuild.js';
import type { Script } from './script.js';
import { assertStarts } from '../start/assert-starts.js';
import { bundleWorker, PLACEHOLDER } from './worker.js';

export interface SiteScripts {
  scripts: Script[];
  deployment: string;
  env: string[];
  warnings: string[];
  /** The config's own modules, relative to `cwd`. */
  files: string[];
}

type Output = ModuleOutput & Pick<BuildOptions, 'deployment' | 'assets'>;

/** Removes comments first: they contain paths, which differ between machines. The ID must not differ. */
function hash(code: string): string {
  const bare = code.replace(/^\s*\/\/.*$/gm, '');
  return createHash('sha256').update(bare).digest('hex').slice(0, PLACEHOLDER.length);
}

function bundleClient(config: IsrConfig, cwd: string, output: Output) {
  const stdin = { contents: clientEntry(config), resolveDir: cwd, sourcefile: 'sw-isr-client.js' };
  return bundleModule({ stdin }, 'sw-isr.js', cwd, output);
}

function checkDeployment(deployment: string | undefined): void {
  const fault = findFaults({ deployment, routes: [{ match: '/*' }] })[0];
  if (fault) throw new IsrError('invalid-config', `Failed to use "deployment": ${fault.message}`);
}

const INSPECTOR_WARNING =
  'The config says "inspector: true": every visitor can open /__isr, which sw-isr-inspector.js belongs to. Leave the option out of what you publish.';

/** The script of `/__isr`, which holds its own libraries: it is copied as it is. */
const inspectorScripts = async ({ inspector }: IsrConfig): Promise<Script[]> =>
  inspector === true
    ? [{ name: 'sw-isr-inspector.js', contents: await readFile(distFile('inspector-page.js'), 'utf8') }]
    : [];

const workerCode = (scripts: readonly Script[]): string =>
  scripts.find(({ name }) => name === 'sw.js')?.contents ?? '';

/**
 * Bundles both scripts, validates the config, and starts the worker once.
 * @throws IsrError `invalid-config` or `build-failed`.
 */
export async function bundleSite(source: ConfigSource, cwd: string, output: Output): Promise<SiteScripts> {
  checkDeployment(output.deployment);
  const { config, env, warnings, files } = await evaluateConfig(source, cwd);
  const [worker, client, inspector, handover] = await Promise.all([
    bundleWorker({ source, cwd, config, env }, output),
    bundleClient(config, cwd, output),
    inspectorScripts(config),
    handoverScripts(config, cwd, output),
  ]);
  const id = output.deployment ?? hash(workerCode(worker.scripts));
  const scripts = [...worker.scripts, ...client.scripts, ...inspector, ...handover].map(
    ({ name, contents }) => ({
      name,
      contents: contents.replaceAll(`"${PLACEHOLDER}"`, () => JSON.stringify(id)),
    }),
  );
  await assertStarts(workerCode(scripts), source.name);
  scripts.sort((a, b) => Number(a.name.endsWith('.map')) - Number(b.name.endsWith('.map')));
  return {
    scripts,
    deployment: config.deployment ?? id,
    env,
    files,
    warnings: [
      ...warnings,
      ...worker.warnings,
      ...client.warnings,
      ...(inspector.length ? [INSPECTOR_WARNING] : []),
    ],
  };
}
