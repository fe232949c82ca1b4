/** What the runner found on this machine; looked up again when a test file is run by hand. */
import { inspectMachine, type Machine } from './runner/machine.mjs';

export const machine: Machine = process.env.TEST_MACHINE
  ? (JSON.parse(process.env.TEST_MACHINE) as Machine)
  : inspectMachine();
