/**
 * `npm run faults`: every fault at every step of every kind of request, in Chromium. It writes `docs/reliability.md`.
 *
 *   npm run faults -- --request 'stale hit'     one column
 *   npm run faults -- --fault killed            the rows of this name
 *   npm run faults -- --no-build                with what was built before
 */
import { chdir } from 'node:process';
import { bundleTests } from './support/runner/bundle.mjs';
import { buildPackage } from './support/runner/checks.mjs';
import { inspectMachine } from './support/runner/machine.mjs';
import { run, stopAll } from './support/runner/processes.mjs';

chdir(new URL('..', import.meta.url).pathname);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => void stopAll().finally(() => process.exit(130)));
}

const flags = process.argv.slice(2).filter((flag) => flag !== '--no-build');
const isBuilt = process.argv.includes('--no-build') || (await buildPackage()).failed.length === 0;
const [program = ''] = await bundleTests('faults', ['test/support/fault-harness/main.ts'], 'node');
const env = { TEST_MACHINE: JSON.stringify(inspectMachine()) };
process.exitCode = isBuilt
  ? await run(process.execPath, ['--enable-source-maps', program, ...flags], { env, minutes: 120 })
  : 1;
await stopAll();
