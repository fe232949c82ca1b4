import { expect } from 'chai';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import type { Store } from '../../../src/storage/store.js';
import { lookUp } from '../../../src/worker/lookup/lookup.js';
import { fetchCollapsed } from '../../../src/worker/regeneration/request-collapsing.js';
import { html, target, world } from '../fake-context.js';

describe('rule 33: a page whose body is damaged', () => {
  for (const [what, damaged] of [
    ['a text', 'Not a row.'],
    ['an object of another library', { id: 1 }],
    ['shorter than it was', new ArrayBuffer(1)],
  ])
    it(`is not shown: ${JSON.stringify(what)}`, async () => {
      const store = memoryStore();
      let isDamaged = false;
      const get: Store['get'] = async (key) => {
        const stored = await store.get(key);
        return isDamaged ? { ...stored, body: damaged as ArrayBuffer } : stored;
      };
      const of = world(() => html('page'), { store: { ...store, get } });
      const to = await target(of);
      fetchCollapsed(of.context, of.event, to, await lookUp(of.context, to));
      await of.settled();
      expect((await lookUp(of.context, to)).body).to.be.instanceOf(ArrayBuffer);
      isDamaged = true;
      expect(await lookUp(of.context, to)).to.deep.equal({ fence: 0 });
    });
});
