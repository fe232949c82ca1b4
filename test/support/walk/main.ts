/** `npm run test:walk`: a long random walk, with a seed that is printed, so that it can be walked again. */
import { parseArgs } from 'node:util';
import { engines } from '../engines.js';
import { walkAtRandom } from './walk.js';

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    engine: { type: 'string', default: 'Chromium' },
  },
});
const found = engines.find(({ name }) => name.toLowerCase() === values.engine.toLowerCase());
if (!found)
  throw new Error(
    `Failed to walk in "${values.engine}": this machine has ${engines.map(({ name }) => name).join(', ')}.`,
  );
const [steps, seed] = [Number(values.steps), Number(values.seed)];
console.log(`${steps} steps in ${found.name} with the seed ${seed}`);
const engine = await found.launch();
try {
  const onStep = (taken: number): undefined => {
    if (taken % 200 === 0) console.log(`${taken} steps`);
  };
  const { hits, hitsOfNobody, hitsOfPeople, offline, requests } = await walkAtRandom({
    ...{ engine, steps, seed, onStep },
  });
  console.log(`${steps} steps, no page that was somebody else's.`);
  console.log(
    `Hits: ${hits}, ${hitsOfNobody} of them without a session and ${hitsOfPeople} of somebody who was logged in.`,
  );
  console.log(`Pages seen while the shop was away: ${offline}. Requests to the shop: ${requests}.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await engine.close();
}
