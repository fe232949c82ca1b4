/** `npm run test:http-cache`: the public suite of tests for HTTP caches, through a worker in origin mode. */
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
const [program = ''] = await bundleTests('http-cache', ['test/support/http-cache/main.ts'], 'node');
const env = { TEST_MACHINE: JSON.stringify(inspectMachine()) };
process.exitCode = isBuilt
  ? await run(process.execPath, ['--enable-source-maps', program, ...flags], { env, minutes: 30 })
  : 1;
await stopAll();
