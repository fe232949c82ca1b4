import { expect } from 'chai';
import type { Store } from '../../../src/storage/store.js';
import { activateDeployment, rollback } from '../../../src/worker/deployments/deployments.js';
import { lookUp } from '../../../src/worker/lookup/lookup.js';
import { deleteDatabases, openStore } from '../../storage/databases.js';
import { bytes, page } from '../../storage/fixtures.js';
import { html, target, world, type World } from '../fake-context.js';

const FEW = 100;
const MANY = 10_000;
const SAMPLES = 15;

/** Whatever else the machine does only adds to a time: the least says what the work itself takes. */
const least = (times: number[]): number => Math.min(...times);

async function fill(store: Store, count: number): Promise<void> {
  for (let at = 0; at < count; at += 500)
    await Promise.all(
      Array.from({ length: Math.min(500, count - at) }, (_, index) =>
        store.put(page(`/${at + index}`, { scope: '1\n' }), bytes(100)),
      ),
    );
}

/** Two deployments, of which the first has so many pages. */
async function worldWith(count: number): Promise<World> {
  const store = await openStore();
  await fill(store, count);
  const of = world(() => html('page'), { store });
  for (const id of ['1', '2']) await activateDeployment(of.context, id);
  return of;
}

describe('rule 32: going back', function () {
  this.timeout(120_000);
  after(deleteDatabases);

  it('rule 32: costs the same across 10,000 stored pages as across 100, the next page included', async () => {
    const worlds = [await worldWith(FEW), await worldWith(MANY)] as const;
    const times: [number[], number[]] = [[], []];
    for (let sample = 0; sample < SAMPLES; sample++)
      for (const [index, of] of worlds.entries()) {
        const startedAt = performance.now();
        for (const id of ['1', '2', '1', '2', '1']) {
          await rollback(of.context, id);
          await lookUp(of.context, await target(of, '/7'));
        }
        times[index]?.push(performance.now() - startedAt);
        await rollback(of.context, '2');
      }
    expect(least(times[1]) / Math.max(1, least(times[0]))).to.be.at.most(2);
  });
});
