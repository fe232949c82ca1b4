/** The frame of the programs that are run by hand, beside `npm test`. */
import { bundleTests } from './bundle.mjs';
import { buildPackage } from './checks.mjs';
import { inspectMachine } from './machine.mjs';
import { prepareProcess, run, stopAll } from './processes.mjs';
import { startWebKitDriver } from './webkit-driver.mjs';

/**
 * Builds the package, unless the command line says `--no-build`, then runs a program in Node with the rest of the
 * command line. This process ends with the same code.
 * @param {string} name of the folder that its bundle goes to
 * @param {string} entry its source
 * @param {{ minutes: number, webkit?: boolean }} options after how many minutes it is ended; whether it drives WebKit too
 */
export async function runProgram(name, entry, { minutes, webkit = false }) {
  prepareProcess();
  const flags = process.argv.slice(2).filter((flag) => flag !== '--no-build');
  const isBuilt = process.argv.includes('--no-build') || (await buildPackage()).failed.length === 0;
  if (!isBuilt) {
    process.exitCode = 1;
    return;
  }
  const machine = inspectMachine();
  const driver = webkit && machine.webkit ? await startWebKitDriver(machine.webkit) : undefined;
  const [program = ''] = await bundleTests(name, [entry], 'node');
  const env = { TEST_MACHINE: JSON.stringify(machine), WEBKIT_DRIVER_PORT: String(driver?.port ?? '') };
  process.exitCode = await run(process.execPath, ['--enable-source-maps', program, ...flags], {
    env,
    minutes,
  });
  await stopAll();
}
