/** A short random walk of three visitors through a shop, in each engine; `npm run test:walk` takes longer ones. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engines } from '../support/engines.js';
import { walkAtRandom } from '../support/walk/walk.js';

const STEPS = { Chromium: 140, Firefox: 40, WebKit: 40 };
const SEED = 20_261_127;

describe('three visitors who share a browser, and walk through a shop at random', () => {
  for (const { name, launch } of engines)
    it(`see no page that is somebody else’s (${name}, ${STEPS[name]} steps, seed ${SEED})`, async () => {
      const engine = await launch();
      try {
        const { hits } = await walkAtRandom({ engine, steps: STEPS[name], seed: SEED });
        // A short walk may come to no page twice.
        if (STEPS[name] > 100) assert.ok(hits > 0, 'no page was ever a hit');
      } finally {
        await engine.close();
      }
    });
});
