/**
 * `npm run soak:properties`: the properties, with seeds of their own, again and again. It prints the seeds, the counts, and how much
 * memory and time each round took.
 *
 *   npm run soak:properties -- --minutes 120
 *   npm run soak:properties -- --times 50 --seed 123       one round of fifty times the usual runs
 */
import { env } from 'node:process';
import { parseArgs } from 'node:util';
import { bundleTests } from './support/runner/bundle.mjs';
import { prepareProcess, run, stopAll } from './support/runner/processes.mjs';
import { resultsFile } from './support/runner/results.mjs';

prepareProcess();

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    times: { type: 'string', default: '10' },
    seed: { type: 'string' },
  },
});
const files = [
  'test/properties/parsers.test.ts',
  'test/properties/rules.test.ts',
  'test/properties/hot-tier.test.ts',
];
const bundles = await bundleTests('soak', files, 'mocha');
const until = performance.now() + Number(values.minutes) * 60_000;
let rounds = 0;
do {
  const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));
  const startedAt = performance.now();
  const args = ['--enable-source-maps', 'test/support/node/mocha.mjs', resultsFile(), '', ...bundles];
  const given = { ...env, SOAK_TIMES: values.times, SOAK_SEED: seed };
  process.exitCode = await run(process.execPath, args, { env: given, minutes: 60 });
  rounds += 1;
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`soak: round ${rounds}, seed ${seed}, ${seconds} s.`);
} while (!process.exitCode && !values.seed && performance.now() < until);
await stopAll();
