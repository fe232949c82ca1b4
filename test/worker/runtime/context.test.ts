import { expect } from 'chai';
import { resolveConfig } from '../../../src/config/resolve.js';
import { openIndexedDbStore } from '../../../src/storage/tables/indexed-db.js';
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

describe('settings that the hot tier says', () => {
  const config = resolveConfig({ routes: [{ match: '/*' }] }, 'd');
  const of = (user: string) => ({ deployments: ['d'], user });

  /** Has the tier say one user, and the database another: a version without the tier has changed it. */
  async function disagree(): Promise<void> {
    const before = createContext(config);
    await before.changeSettings(of('ada'));
    const deadline = performance.now() + 8000;
    const saysFacts = async (): Promise<boolean> => !!(await caches.match('/sw-isr-hot?facts'));
    while (!(await saysFacts()) && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const store = await openIndexedDbStore(() => undefined);
    await store.setState('settings', of('bob'));
    store.close();
  }
  after(async () => {
    await caches.delete('sw-isr-hot');
    indexedDB.deleteDatabase('sw-isr');
  });

  it('are read again when the database is open, and the tier is deleted', async function () {
    this.timeout(10_000);
    await disagree();
    const context = createContext(config);
    expect((await context.settings()).user).to.equal('ada');
    await context.openDatabase();
    expect((await context.settings()).user).to.equal('bob');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await caches.has('sw-isr-hot')).to.equal(false);
  });

  it('are read again when a database is open that the browser refused to open at first', async function () {
    this.timeout(10_000);
    await disagree();
    const denied = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    // The refusal is reported to the pages.
    const clients = { matchAll: async () => [] };
    Object.defineProperty(self, 'clients', { value: clients, configurable: true });
    Object.defineProperty(indexedDB, 'open', { value: denied, configurable: true });
    try {
      const context = createContext(config);
      expect((await context.settings()).user).to.equal('ada');
      await context.openDatabase();
      Reflect.deleteProperty(indexedDB, 'open');
      await new Promise((resolve) => setTimeout(resolve, 1100));
      await context.openDatabase();
      expect((await context.settings()).user).to.equal('bob');
    } finally {
      Reflect.deleteProperty(indexedDB, 'open');
      Reflect.deleteProperty(self, 'clients');
    }
  });

  it('are read again when the tier is dropped, as at an activation', async function () {
    this.timeout(10_000);
    await disagree();
    const context = createContext(config);
    expect((await context.settings()).user).to.equal('ada');
    await context.hotTier.drop();
    expect((await context.settings()).user).to.equal('bob');
  });

  it('are not taken when the tier is dropped while they are read, as a worker is installed', async function () {
    this.timeout(10_000);
    await disagree();
    const context = createContext(config);
    const reading = context.settings();
    await context.hotTier.drop();
    expect((await reading).user).to.equal('bob');
    expect((await context.settings()).user).to.equal('bob');
  });
});
