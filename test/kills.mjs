/**
 * `npm run test:kills`: a browser is killed while it writes, again and again on one profile, and is opened again. Each
 * time every page that it said was stored has to be there, whole, and the totals have to be true sums.
 *
 *   npm run test:kills -- --times 100 --engine Firefox
 *   npm run test:kills -- --no-build            with what was built before
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
const [program = ''] = await bundleTests('kills', ['test/support/kills/main.ts'], 'node');
const env = { TEST_MACHINE: JSON.stringify(inspectMachine()) };
process.exitCode = isBuilt
  ? await run(process.execPath, ['--enable-source-maps', program, ...flags], { env, minutes: 120 })
  : 1;
await stopAll();
