/**
 * `npm run soak`: a walk at random in one Chromium, whose worker is never stopped, for as long as it is told to. It looks at
 * each page, and prints how the memory and the time of a hit grow. In a walk of 20 minutes or more it fails if either has
 * grown by more than a fifth.
 *
 *   npm run soak -- --minutes 120
 *   npm run soak -- --pause 200                 with a pause (ms) after each step
 *   npm run soak -- --report FILE               writes the samples, as JSON
 *   npm run soak -- --without-worker            the same walk without a worker and offline steps, to compare with
 *   npm run soak -- --no-build                  with what was built before
 */
import { runProgram } from './support/runner/program.mjs';

await runProgram('soak', 'test/support/soak/main.ts', { minutes: 24 * 60 });
