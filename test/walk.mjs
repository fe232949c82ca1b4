/**
 * `npm run test:walk`: the package is built, then three visitors walk at random through a shop.
 *
 *   npm run test:walk -- --steps 2000 --seed 123 --engine Firefox
 *   npm run test:walk -- --no-build             with what was built before
 */
import { chdir } from 'node:process';
import { bundleTests } from './support/runner/bundle.mjs';
import { buildPackage } from './support/runner/checks.mjs';
import { inspectMachine } from './support/runner/machine.mjs';
import { run, stopAll } from './support/runner/processes.mjs';
import { startWebKitDriver } from './support/runner/webkit-driver.mjs';

chdir(new URL('..', import.meta.url).pathname);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => void stopAll().finally(() => process.exit(130)));
}

const flags = process.argv.slice(2).filter((flag) => flag !== '--no-build');
const isBuilt = process.argv.includes('--no-build') || (await buildPackage()).failed.length === 0;
const machine = inspectMachine();
const driver = machine.webkit && (await startWebKitDriver(machine.webkit));
const [walk = ''] = await bundleTests('walk', ['test/support/walk/main.ts'], 'node');
const env = { TEST_MACHINE: JSON.stringify(machine), WEBKIT_DRIVER_PORT: driver ? String(driver.port) : '' };
process.exitCode = isBuilt
  ? await run(process.execPath, ['--enable-source-maps', walk, ...flags], { env, minutes: 60 })
  : 1;
await stopAll();
