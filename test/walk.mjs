/**
 * `npm run test:walk`: the package is built, then three visitors walk at random through a shop.
 *
 *   npm run test:walk -- --steps 2000 --seed 123 --engine Firefox
 *   npm run test:walk -- --no-build             with what was built before
 */
import { runProgram } from './support/runner/program.mjs';

await runProgram('walk', 'test/support/walk/main.ts', { minutes: 60, webkit: true });
