/**
 * `npm run test:kills`: a browser is killed while it writes, again and again on one profile, and is opened again. Each
 * time every page that it said was stored has to be there, whole, the totals have to be true sums, and the hot tier has to
 * say what the database says. Each second kill comes while the tier is refilled.
 *
 *   npm run test:kills -- --times 100 --engine Firefox
 *   npm run test:kills -- --no-build            with what was built before
 */
import { runProgram } from './support/runner/program.mjs';

await runProgram('kills', 'test/support/kills/main.ts', { minutes: 120 });
