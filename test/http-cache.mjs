/** `npm run test:http-cache`: the public suite of tests for HTTP caches, through a worker in origin mode. */
import { runProgram } from './support/runner/program.mjs';

await runProgram('http-cache', 'test/support/http-cache/main.ts', { minutes: 30 });
