/**
 * `npm run faults`: every fault at every step of every kind of request, in Chromium. It writes `docs/reliability.md`.
 *
 *   npm run faults -- --request 'stale hit'     the columns of this name
 *   npm run faults -- --fault killed            the rows of this name
 *   npm run faults -- --at 3                    the fourth step of each fault and request
 *   npm run faults -- --every 16 --write        the first step of each fault and request, and every 16th of the others
 *   npm run faults -- --resume                  those that were wrong in the run before, or not played
 *   npm run faults -- --no-build                with what was built before
 */
import { runProgram } from './support/runner/program.mjs';

await runProgram('faults', 'test/support/fault-harness/main.ts', { minutes: 120 });
