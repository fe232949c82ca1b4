/**
 * `npm run test:sites`: small sites of real frameworks, in production mode, with the worker and without it.
 *
 *   npm run test:sites                        all sites
 *   npm run test:sites next turbo             these sites
 *   npm run test:sites next -- --check login  only these checks, by a part of their names (the first visit always runs)
 *   --json                                    the results as JSON, instead of lines
 *   --write-docs                              put the table into docs/frameworks.md
 *   --rebuild                                 build the sites though nothing of them has changed
 *   --no-build                                with the library as it was built before
 */
import { bundleTests } from '../support/runner/bundle.mjs';
import { installDependencies } from '../support/runner/dependencies.mjs';
import { prepareProcess, run, stopAll } from '../support/runner/processes.mjs';

prepareProcess();
const args = process.argv.slice(2);
const isBuilt = async () =>
  args.includes('--no-build') || (await run('npm', ['run', '--silent', 'build'])) === 0;
const isReady = (await installDependencies()) && (await isBuilt());
if (!isReady) process.exit(1);
const [driver] = await bundleTests('sites', ['test/sites/driver/main.ts'], 'node');
const { main } = /** @type {{ main: (args: string[]) => Promise<number> }} */ (await import(driver ?? ''));
process.exitCode = await main(args.filter((arg) => arg !== '--no-build'));
await stopAll();
