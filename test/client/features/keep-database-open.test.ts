import { expect } from 'chai';
import { keepDatabaseOpen } from '../../../src/client/features/keep-database-open.js';
import { FakePage, until } from '../fake-page.js';

const settled = (request: IDBOpenDBRequest): Promise<IDBDatabase | null> =>
  new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });

const remove = (): Promise<unknown> => settled(indexedDB.deleteDatabase('sw-isr'));
const soon = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 200));

/** A page that notes when it lets go of the database. */
function holder(): { page: FakePage; isOpen: () => boolean } {
  let open = false;
  const factory: Pick<IDBFactory, 'open' | 'deleteDatabase'> = {
    deleteDatabase: (name) => indexedDB.deleteDatabase(name),
    open(name) {
      const request = indexedDB.open(name);
      request.addEventListener('success', () => {
        open = true;
        const { result } = request;
        const close = result.close.bind(result);
        result.close = () => {
          open = false;
          close();
        };
      });
      return request;
    },
  };
  return { page: Object.assign(new FakePage(), { indexedDB: factory }), isOpen: () => open };
}

describe('the page holds the worker’s database open', () => {
  beforeEach(remove);
  after(remove);

  it('makes none where there is none yet', async () => {
    const { page, isOpen } = holder();
    keepDatabaseOpen(page);
    await soon();
    expect(isOpen()).to.equal(false);
    const fresh = indexedDB.open('sw-isr', 2);
    let from: number | undefined;
    fresh.onupgradeneeded = ({ oldVersion }) => {
      from = oldVersion;
    };
    (await settled(fresh))?.close();
    expect(from).to.equal(0);
  });

  it('until the page is left', async () => {
    (await settled(indexedDB.open('sw-isr', 2)))?.close();
    const { page, isOpen } = holder();
    keepDatabaseOpen(page);
    await until(isOpen);
    expect(isOpen()).to.equal(true);
    page.dispatchEvent(new Event('pagehide'));
    expect(isOpen()).to.equal(false);
  });

  it('and lets go of it for a newer version, and to have it deleted', async () => {
    (await settled(indexedDB.open('sw-isr', 2)))?.close();
    for (const next of [() => indexedDB.open('sw-isr', 3), () => indexedDB.deleteDatabase('sw-isr')]) {
      const { page, isOpen } = holder();
      keepDatabaseOpen(page);
      await until(isOpen);
      expect(isOpen()).to.equal(true);
      (await settled(next()))?.close();
      expect(isOpen()).to.equal(false);
    }
  });

  it('minds no page without databases', () => {
    keepDatabaseOpen(new FakePage());
  });
});
