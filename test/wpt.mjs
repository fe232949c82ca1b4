/**
 * `npm run test:wpt -- <folder>`: the tests in `fetch/http-cache` of a web-platform-tests checkout, through a worker in
 * origin mode, and without one.
 */
import { runProgram } from './support/runner/program.mjs';

await runProgram('wpt', 'test/support/wpt/main.ts', { minutes: 10 });
