import { expect } from 'chai';
import { resolveConfig } from '../../../src/config/resolve.js';
import { createContext } from '../../../src/worker/runtime/context.js';
import { targetOf } from '../../../src/worker/lookup/target.js';
import { lookUp } from '../../../src/worker/lookup/lookup.js';
import { request } from '../fake-context.js';

describe('rule 33: damaged settings', () => {
  for (const [what, row] of [
    ['of another library', { id: 1, name: 'foreign' }],
    ['that are a text', 'Not a row.'],
  ])
    it(`name no deployments where they are ${JSON.stringify(what)}`, async () => {
      const config = resolveConfig({ routes: [{ match: '/*' }] }, 'd');
      await createContext(config).use((store) => store.setState('settings', row as never));
      expect((await createContext(config).settings()).deployments).to.deep.equal([]);
      await createContext(config).use((store) => store.setState('settings', undefined));
    });
});

describe('a worker that has just started', () => {
  const get = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'get');
  const asked: string[] = [];
  let answered = 0;
  before(() => {
    IDBObjectStore.prototype.get = function (key: string) {
      asked.push(`${this.name} ${key}`);
      const reading = (get?.value as typeof this.get).call(this, key);
      reading.addEventListener('success', () => (answered ||= asked.length));
      return reading;
    };
  });
  after(() => {
    if (get) Object.defineProperty(IDBObjectStore.prototype, 'get', get);
    indexedDB.deleteDatabase('sw-isr');
  });

  it('reads the page at once with the settings, and once', async () => {
    const context = createContext(resolveConfig({ routes: [{ match: '/*' }] }, 'd'));
    const [route] = context.config.routes;
    if (!route) throw new Error('no route');
    const target = await targetOf(context, { route, params: {} }, request('/page'));
    await lookUp(context, target);
    expect(asked.slice(0, answered)).to.include.members(['state settings', `entries ${target.key}`]);
    expect(asked.filter((what) => what.startsWith('entries'))).to.have.length(1);
    expect(await context.settings(() => expect.fail('they were asked for'))).to.deep.equal({
      deployments: [],
    });
  });
});
