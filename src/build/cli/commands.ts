import { IsrError } from '../../shared/errors.js';
import { build } from '../build.js';
import { buildKill } from '../bundle/kill.js';
import type { BuildOptions, BuildResult } from '../options.js';
import { usualConfig } from '../load-config/config-source.js';
import { serve } from '../serve/serve.js';
import { watch } from '../watch.js';
import { type Arguments, readNumber, readPort, readText } from './arguments.js';
import { reportBuild, reportRemoval } from './report.js';
import { printResult, progressLine } from './terminal.js';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Prints the message without a stack: the fault is in the config or on the command line. */
export function reportError(error: unknown, isJson: boolean, indent = 2): void {
  const message = messageOf(error);
  if (!isJson) {
    console.error(message);
    return;
  }
  const { code, cause } = error instanceof IsrError ? error : { code: 'failed', cause: undefined };
  const details = Array.isArray(cause) ? { details: cause as unknown[] } : {};
  console.log(JSON.stringify({ error: { code, message, ...details } }, null, indent));
}

/** The flags that build a worker that removes itself. */
const REMOVALS = ['kill', 'dev'] as const;
/** The flags that may be combined with them. */
const WITH_REMOVAL: readonly string[] = ['out', 'json', 'minify', 'no-minify'];

async function runRemoval({ flags }: Arguments, removal: (typeof REMOVALS)[number]): Promise<void> {
  const useless = Object.keys(flags).find((name) => name !== removal && !WITH_REMOVAL.includes(name));
  if (useless) {
    throw new IsrError(
      'bad-request',
      `Failed to read the flag "--${useless}": it has no effect with --${removal}. Leave it out.`,
    );
  }
  const result = await buildKill({ out: readText(flags, 'out'), minify: flags['no-minify'] !== true });
  printResult(flags.json === true, result, () => reportRemoval(result, removal, process.cwd()));
}

export async function runBuild(given: Arguments): Promise<void> {
  const { flags } = given;
  const removal = REMOVALS.find((name) => flags[name] === true);
  if (removal) return runRemoval(given, removal);
  const isJson = flags.json === true;
  const options: BuildOptions = {
    config: readText(flags, 'config'),
    out: readText(flags, 'out'),
    deployment: readText(flags, 'deployment'),
    minify: flags['no-minify'] !== true,
    sourcemap: flags.sourcemap === true,
  };
  const words = (result: BuildResult) => reportBuild(result, process.cwd());
  if (flags.watch !== true) {
    const progress = progressLine(isJson);
    progress.show('Building …');
    const result = await build(options).finally(() => progress.clear());
    printResult(isJson, result, () => words(result));
    return;
  }
  // With --json each build prints one line, so that a reader knows where a document ends.
  await watch(options, (outcome) => {
    if (!outcome.ok) reportError(outcome.error, isJson, 0);
    else console.log(isJson ? JSON.stringify(outcome.result) : words(outcome.result));
  });
}

export async function runServe({ argument: folder, flags }: Arguments): Promise<void> {
  if (folder === undefined) {
    throw new IsrError(
      'bad-request',
      'Failed to read the folder "": it is missing. Write sw-isr serve FOLDER.',
    );
  }
  const server = await serve({
    dir: folder,
    port: readPort(flags),
    delay: readNumber(flags, 'delay'),
    config: readText(flags, 'config'),
    watch: flags.watch === true,
    // Standard output has the address alone.
    onBuilt: (error) => console.error(error === undefined ? 'Built the worker again.' : messageOf(error)),
  });
  const { url, port } = server;
  const unused = flags.config === undefined && usualConfig(process.cwd());
  if (unused) console.error(`"${unused}" is not used. To try it, add --config ${unused}.`);
  printResult(flags.json === true, { folder, url, port }, () => `Serving ${folder} at ${url}`);
}
