import { memoryStore } from '../../src/storage/tables/memory.js';
import { cachedStore } from '../../src/storage/layers/cached-store.js';
import { quotaStore } from '../../src/storage/layers/quota-store.js';
import type { Store } from '../../src/storage/store.js';
import { amends, keepsPages, keepsTheRest } from './contract.js';
import { survivesAFullDisk } from './contract-full.js';
import { marks } from './contract-marks.js';
import { agreesWithAModel, agreesWithAModelOnAFullDisk } from './contract-model.js';
import { evicts, listsPages } from './contract-order.js';
import { alone } from './fixtures.js';
import { deleteDatabases, openStore } from './databases.js';
import { Site } from './hot/fakes.js';
import { useDisk } from './full-disk.js';

function storeContract(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store;
    const running = (): Store => store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    describe('pages', () => keepsPages(running));
    describe('amending', () => amends(running));
    describe('state, resources and usage', () => keepsTheRest(running));
    describe('marks (rules 4 and 31)', () => marks(running));
    describe('listing', () => listsPages(running));
    describe('evicting (rule 33)', () => evicts(running));
    describe('any sequence', () => agreesWithAModel(running));
  });
}

storeContract('the store in memory', async () => memoryStore());
storeContract('the store on IndexedDB', () => openStore());
storeContract('the remembered store in memory', async () => cachedStore(memoryStore(), alone()));
storeContract('the store that workers use: on IndexedDB, remembered, and making room', async () =>
  quotaStore(cachedStore(await openStore(), alone())),
);
storeContract('the store under the hot tier', async () => {
  const { tier } = new Site().start();
  return quotaStore(cachedStore(tier.over(await openStore()), alone()));
});

describe('on a full disk', () => {
  const disk = useDisk();
  for (const [name, open] of [
    ['the store on IndexedDB', () => openStore()],
    ['the remembered store on IndexedDB', async () => cachedStore(await openStore(), alone())],
    ['the store under the hot tier', async () => new Site().start().tier.over(await openStore())],
  ] as const)
    describe(name, () => {
      let store: Store;
      const running = (): Store => store;
      beforeEach(async () => {
        store = await open();
      });
      afterEach(() => store.close());

      survivesAFullDisk(running, disk);
      agreesWithAModelOnAFullDisk(running, disk);
    });
});

after(deleteDatabases);
