import { packageVersion } from '../bundle/package-files.js';
import type { Arguments } from './arguments.js';

/** The exit code if files should be written, and were not. */
const NOT_WRITTEN = 1;

export async function runInit({ argument: folder = '.', flags }: Arguments): Promise<void> {
  // What only this command needs is loaded with it: parsers, prompts, diffs.
  const { processTerminal, runInit: run } = await import('../../init/run-init.js');
  const options = {
    folder,
    yes: flags.yes === true,
    dryRun: flags['dry-run'] === true,
    json: flags.json === true,
    version: packageVersion(),
  };
  const outcome = await run(options, processTerminal());
  if (outcome === undefined || outcome === 'cancelled' || outcome === 'not-asked')
    process.exitCode = NOT_WRITTEN;
}
