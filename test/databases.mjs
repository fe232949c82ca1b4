/**
 * `npm run databases -- NAME=COMMIT`: writes `test/support/databases/NAME.json`, the database that the package of that
 * commit leaves in a browser, and its worker. Make one before the stored data changes.
 */
import { chdir } from 'node:process';
import { bundleTests } from './support/runner/bundle.mjs';
import { inspectMachine } from './support/runner/machine.mjs';
import { run, stopAll } from './support/runner/processes.mjs';

chdir(new URL('..', import.meta.url).pathname);
const [program = ''] = await bundleTests('databases', ['test/support/databases/make.ts'], 'node');
const env = { TEST_MACHINE: JSON.stringify(inspectMachine()) };
process.exitCode = await run(process.execPath, [program, ...process.argv.slice(2)], { env, minutes: 30 });
await stopAll();
